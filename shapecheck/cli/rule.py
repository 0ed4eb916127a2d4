"""`shapecheck rule`: the pages of the lint rules."""

import sys
from difflib import get_close_matches

import click

from shapecheck.cli._refused import Refused
from shapecheck.lint.table import LINT_RULES
from shapecheck.report import formats, writer


@click.command("rule")
@click.argument("code", required=False)
@click.option("--format", "format_", type=click.Choice(formats("rules")), default="terminal", show_default=True)
def command(code: str | None, format_: str) -> None:
    """Print the page of the lint rule CODE (SHP101, matmul-sizes), or list all rules."""
    writer("rules", format_)(LINT_RULES, sys.stdout, code=None if code is None else _code(code))


def _code(text: str) -> str:
    """Give the code of a rule that the user gave by its code or its name."""
    names = {rule.name: code for code, rule in LINT_RULES.items()}
    known = {**names, **{code: code for code in LINT_RULES}}
    for written in (text.upper(), text.lower()):
        if written in known:
            return known[written]
    close = get_close_matches(text.lower(), names, 1) or get_close_matches(text.upper(), list(LINT_RULES), 1)
    hint = f"; did you mean {close[0]}?" if close else ": `shapecheck rule` lists them"
    raise Refused(f"there is no rule {text}{hint}")
