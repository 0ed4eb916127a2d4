"""`shapecheck explain`: an expression evaluated on shapes, step by step."""

import sys

import click

from shapecheck.core import Verdict
from shapecheck.expressions.explanation import explain
from shapecheck.expressions.given import parse_given
from shapecheck.report import formats, writer


class _Explain(click.Command):
    """Takes an expression that starts with a minus for what it is."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        options: list[str] = []
        others: list[str] = []
        given = iter(args)
        for item in given:
            if item == "--format":
                options.extend([item, *(value for value in [next(given, None)] if value is not None)])
            else:
                (options if item.startswith("--") or item == "-h" else others).append(item)
        return super().parse_args(ctx, [*options, "--", *others])


@click.command("explain", cls=_Explain)
@click.argument("expression")
@click.argument("names", nargs=-1, metavar="[NAME=SHAPE]...")
@click.option("--format", "format_", type=click.Choice(formats("explain")), default="terminal", show_default=True)
@click.pass_context
def command(ctx: click.Context, *, expression: str, names: tuple[str, ...], format_: str) -> None:
    """Explain what a NumPy expression does to shapes: each step, each broadcast, and why it fails.

    The EXPRESSION may be a line of code that assigns: what it computes is explained.

    A NAME is given its shape as in W=3,2 or b="n[l] 1"; it may be parameters["W1"] or self.W. An array with one axis
    is x=7, the same as x=(7,); a number is alpha=(). A size has := in place of =, as in m:=7. The names of sizes that
    stand in a shape are known in the expression. What an index array holds is said by y:int=32 or mask:bool=32.

    Exit status 1 when the shapes fail.
    """
    explanation = explain(expression, parse_given(names))
    writer("explain", format_)(explanation, sys.stdout)
    ctx.exit(1 if explanation.verdict is Verdict.NO else 0)
