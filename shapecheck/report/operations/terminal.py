"""Ruled operations as text: one in full, or all with a line each."""

from collections.abc import Mapping
from inspect import signature
from typing import TextIO

from shapecheck.language import said, say
from shapecheck.ops.pages import page
from shapecheck.ops.rule import Rule

__all__ = ["write"]


def write(families: Mapping[str, tuple[Rule, ...]], out: TextIO, *, name: str | None = None) -> None:
    """Write the rule of the operation named, or a line for each operation."""
    rules = [(ruled, rule) for members in families.values() for rule in members for ruled in rule.names]
    if name is None:
        width = max(len(ruled) for ruled, _ in rules)
        for ruled, rule in sorted(rules, key=lambda pair: pair[0]):
            out.write(f"{ruled:<{width}}  {said(rule.form)}\n")
        return
    rule = dict(rules)[name]
    others = [ruled for ruled in rule.names if ruled != name]
    out.write(f"{call(name, rule)}\n    {said(rule.form)}\n    {page(name)}\n")
    if others:
        out.write(f"    {say('the same rule: {names}', names=', '.join(others))}\n")


def call(name: str, rule: Rule) -> str:
    """Give the call as one writes it: the name with NumPy's parameters, or the bare name of an attribute."""
    if rule.attribute:
        return name
    parameters = [parameter.replace(annotation="") for parameter in signature(rule.function).parameters.values()]
    shown = [str(p.replace(annotation=p.empty)).replace("Ellipsis", say("<not given>")) for p in parameters]
    return f"{name}({', '.join(shown)})"
