"""`shapecheck explain`: an expression evaluated on shapes, step by step."""

import sys

import click

from shapecheck.cli._spoken import Command, argument, format_option
from shapecheck.core import Verdict
from shapecheck.explaining.explanation import explain
from shapecheck.explaining.given import parse_given
from shapecheck.report import writer


class _Explain(Command):
    """Takes an expression that starts with a minus for what it is."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options: list[str] = []
        others: list[str] = []
        given = iter(args)
        for item in given:
            if item in {"--format", "--lang"}:
                options.extend([item, *(value for value in [next(given, None)] if value is not None)])
            else:
                (options if item.startswith("--") or item == "-h" else others).append(item)
        return super().parse_args(ctx, [*options, "--", *others])


@click.command("explain", cls=_Explain)
@argument("expression")
@argument("names", nargs=-1, metavar="[NAME=SHAPE]...")
@format_option("explain")
@click.pass_context
def command(ctx: click.Context, *, expression: str, names: tuple[str, ...], format_: str) -> None:
    """Explain the shapes of a NumPy expression: each step, each broadcast, and the error if it has one.

    The EXPRESSION may also be an assignment: its right side is explained.

    Write the shapes of names as W=3,2 or b="n[l] 1"; a name may be parameters["W1"] or self.W. An array with one axis
    is x=7, the same as x=(7,); a number is alpha=(). Write the value of a size with :=, as in m:=7. The names of sizes
    in a shape are known in the expression. For index arrays give the kind of element: y:int=32 or mask:bool=32.

    Exit status 1 if the shapes do not fit.
    """
    explanation = explain(expression, parse_given(names))
    writer("explain", format_)(explanation, sys.stdout)
    ctx.exit(1 if explanation.verdict is Verdict.NO else 0)
