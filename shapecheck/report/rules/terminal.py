"""Lint rules as text: the page of one, or all with a line each."""

from collections.abc import Mapping
from typing import TextIO

from shapecheck.lint.rule import LintRule

__all__ = ["write"]


def write(rules: Mapping[str, LintRule], out: TextIO, *, code: str | None = None) -> None:
    """Write the page of the rule named, or a line for each rule."""
    if code is not None:
        out.write(rules[code].page)
        return
    width = max(len(rule.name) for rule in rules.values())
    for rule in rules.values():
        first = " ".join(rule.what.split()).partition(". ")[0].rstrip(".")
        out.write(f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {first}\n")
