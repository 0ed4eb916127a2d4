"""Lint rules as a Markdown page."""

from collections.abc import Mapping
from typing import TextIO

from shapecheck.language import said, say
from shapecheck.lint.rule import SEVERITIES, LintRule, paragraph

__all__ = ["write"]


def write(rules: Mapping[str, LintRule], out: TextIO, *, code: str | None = None) -> None:
    """Write the page of the rule named, or one page with all of them behind a table."""
    if code is not None:
        out.write(rules[code].page)
        return
    about = say(
        "An error means that the shapes are wrong for all values of the sizes. A warning means that NumPy runs the"
        " code silently, and the result is rarely what was intended."
    )
    head = say("| code | name | severity |")
    out.write(f"# {say('Lint rules')}\n\n{paragraph(about)}\n\n{head}\n|---|---|---|\n")
    for rule in rules.values():
        anchor = f"{rule.name}-{rule.code}".lower()
        out.write(f"| [{rule.code}](#{anchor}) | {rule.name} | {said(SEVERITIES[rule.severity])} |\n")
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
