"""Ruled operations as a Markdown page: a table for each family."""

from collections.abc import Mapping
from typing import TextIO

from shapecheck.display import wrapped
from shapecheck.language import said, say
from shapecheck.ops.pages import page
from shapecheck.ops.rule import Rule
from shapecheck.report.operations._families import FAMILIES

__all__ = ["write"]

_WIDTH = 110  # columns of a line of prose


def write(families: Mapping[str, tuple[Rule, ...]], out: TextIO, *, name: str | None = None) -> None:
    """Write the operation named, or all of them by family."""
    count = sum(len(rule.names) for rules in families.values() for rule in rules)
    if name is None:
        text = say(
            "The {count} NumPy operations that have a shape rule, by family. Each is compared with NumPy on generated"
            " calls, both results and errors. A rule that is one of NumPy's own signatures is written as such: `?`"
            " marks an axis that may be missing; axes in front of those named are broadcast.",
            count=count,
        )
        out.write(f"# {say('Operations')}\n\n" + "".join(f"{line}\n" for line in wrapped(text, _WIDTH)))
    for family, rules in families.items():
        rows = [row for rule in rules if (row := _row(rule, name))]
        if rows:
            out.write(
                f"\n## {said(FAMILIES[family])}\n\n| {say('operation')} | {say('rule')} |\n|---|---|\n"
                + "\n".join(rows)
                + "\n"
            )


def _row(rule: Rule, name: str | None) -> str:
    names = [ruled for ruled in rule.names if name in {None, ruled}]
    links = ", ".join(f"[`{ruled}`]({page(ruled)})" for ruled in names)
    form = str(said(rule.form)).replace("|", "\\|")  # a bar would end the cell, even inside code
    return f"| {links} | `{form}` |" if names else ""
