"""`shapecheck op`: the shape rules of NumPy's operations."""

import sys
from difflib import get_close_matches

import click

from shapecheck.cli._refused import Refused
from shapecheck.cli._spoken import Command, argument, format_option
from shapecheck.expressions.names import ELEMENTWISE
from shapecheck.language import say
from shapecheck.ops.table import FAMILIES, RULES
from shapecheck.report import writer

_CLOSE = 0.75  # how alike a name must be that is suggested, as `difflib` counts
_SYMBOLS = {
    "@": "matmul", "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow",
    "&": "and_", "|": "or_", "^": "xor", "<<": "lshift", ">>": "rshift", "~": "invert", "==": "eq", "!=": "ne",
    "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "@=": "imatmul", "+=": "iadd", "-=": "isub", "*=": "imul",
    "/=": "itruediv", "//=": "ifloordiv", "%=": "imod", "**=": "ipow",
    "&=": "iand", "|=": "ior", "^=": "ixor", "<<=": "ilshift", ">>=": "irshift",
}  # fmt: skip


@click.command("op", cls=Command, context_settings={"ignore_unknown_options": True})  # `-=` is an operator
@argument("name", required=False)
@format_option("operations")
def command(name: str | None, format_: str) -> None:
    """Print the shape rule of the NumPy operation NAME (dot, numpy.linalg.inv, ndarray.T, operator.matmul), or all."""
    writer("operations", format_)(FAMILIES, sys.stdout, name=None if name is None else _full_name(name))


def _full_name(name: str) -> str:
    """Give the full name of an operation that the user named as in code: `np.dot`, `dot`, `linalg.inv`, `T`."""
    plain = name.removeprefix("np.").removeprefix("numpy.")
    if name in _SYMBOLS:
        return f"operator.{_SYMBOLS[name]}"
    if plain in ELEMENTWISE and f"numpy.{plain}" not in RULES:
        raise Refused(say("{name} is not a NumPy function: `explain` computes it element by element", name=name))
    for candidate in (name, f"numpy.{plain}", f"ndarray.{plain}", f"operator.{plain}", f"numpy.linalg.{plain}"):
        if candidate in RULES:
            return candidate
    short = {full.partition(".")[2]: full for full in RULES if not full.startswith("operator.")}
    close = get_close_matches(plain, short, 1, _CLOSE)
    if close:
        raise Refused(say("{name} has no rule; did you mean {close}?", name=name, close=short[close[0]]))
    raise Refused(say("{name} has no rule: `shapecheck op` lists those that have one", name=name))
