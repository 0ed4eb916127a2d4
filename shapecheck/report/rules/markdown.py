"""Lint rules as a Markdown page."""

from collections.abc import Mapping
from typing import TextIO

from shapecheck.lint.rule import LintRule

__all__ = ["write"]


def write(rules: Mapping[str, LintRule], out: TextIO, *, code: str | None = None) -> None:
    """Write the page of the rule named, or one page with all of them behind a table."""
    if code is not None:
        out.write(rules[code].page)
        return
    out.write(
        "# Lint rules\n\nAn error is told where shapes are wrong for every value of the sizes, a warning where"
        " NumPy goes on without\na word and rarely gives what was meant.\n\n| code | name | severity |\n|---|---|---|\n"
    )
    for rule in rules.values():
        anchor = f"{rule.name}-{rule.code}".lower()
        out.write(f"| [{rule.code}](#{anchor}) | {rule.name} | {rule.severity} |\n")
    for rule in rules.values():
        # A heading deeper, as the page has a title of its own.
        lines = rule.page.split("\n")
        out.write(
            "\n"
            + "\n".join(
                f"#{line}" if line.startswith("#") and not _is_code(lines, i) else line for i, line in enumerate(lines)
            )
        )


def _is_code(lines: list[str], at: int) -> bool:
    """Tell whether a line stands inside a block of code."""
    return sum(line.startswith("```") for line in lines[:at]) % 2 == 1
