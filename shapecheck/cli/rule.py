"""`shapecheck rule`: the pages of the lint rules."""

import sys
from difflib import get_close_matches

import click

from shapecheck.cli._refused import Refused
from shapecheck.cli._spoken import Command, argument, format_option
from shapecheck.language import say
from shapecheck.lint.table import LINT_RULES
from shapecheck.report import writer


@click.command("rule", cls=Command)
@argument("code", required=False)
@format_option("rules")
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
    if close:
        raise Refused(say("there is no rule {name}; did you mean {close}?", name=text, close=close[0]))
    raise Refused(say("there is no rule {name}: `shapecheck rule` lists them", name=text))
