"""Which exceptions NumPy raises where an operation fails, and what follows where a handler takes them."""

import ast
from collections.abc import Mapping

from shapecheck.core.claims import AtLeast, Chooses, Claim, InRange, RankIs, Valid
from shapecheck.infer.machine import Machine, Raised
from shapecheck.ops.roles import Role, role_of
from shapecheck.ops.table import RULES

__all__ = ["ERRORS_OF_NAMES", "ERRORS_OF_SHAPES", "errors_of", "fail"]

# The built-in exceptions that a wrong shape may raise, in NumPy or in the program's own checks of shapes; NumPy's own,
# AxisError and LinAlgError, are kinds of them.
ERRORS_OF_SHAPES = frozenset({"AssertionError", "IndexError", "TypeError", "ValueError"})
# Those that a name raises which the installed NumPy does not have.
ERRORS_OF_NAMES = frozenset({"AttributeError", "ImportError"})

_ALL = frozenset({"IndexError", "TypeError", "ValueError"})
_OF_NUMBERS = frozenset(f"ndarray.__{name}__" for name in "complex float int len".split())
# What some operations raise besides a ValueError, by the last part of their names.
_ALSO: Mapping[str, str] = {
    "IndexError": """at cross fftshift gradient histogram2d histogramdd ifftshift piecewise put_along_axis split
        take_along_axis""",
    "RuntimeError": "cov",
    "TypeError": """arange average choose multinomial nanpercentile nanquantile pad percentile polyfit quantile repeat
        rfftn searchsorted shuffle standard_gamma""",
    "ZeroDivisionError": "array_split dsplit hsplit split vsplit",
}
_BESIDES: Mapping[str, frozenset[str]] = {
    name: frozenset(error for error, others in _ALSO.items() if name in others.split())
    for names in _ALSO.values()
    for name in names.split()
}


def errors_of(operation: str, failed: Claim | None) -> frozenset[str]:
    """Return the built-in exceptions that NumPy may raise where an operation fails by a claim."""
    if operation in _OF_NUMBERS:
        return frozenset({"TypeError"})
    if role_of(RULES[operation]) is Role.INDEXES:
        return frozenset({"IndexError"})
    return _by_claim(operation, failed) | _BESIDES.get(operation.rpartition(".")[2], frozenset())


def fail(machine: Machine, errors: frozenset[str], node: ast.AST) -> None:
    """Go to the handler of what fails here for certain, where all that it may raise is expected.

    Elsewhere what comes behind a failure is gone through as well, so that more than one is told of. So it is where the
    failure is in doubt, or rests on what is supposed.
    """
    supposed = machine.generic is not None or machine.resting is not None or machine.early > 0
    if errors <= machine.expected and not supposed and (machine.doubt is None or not machine.doubt(node)):
        machine.exits.pass_raise()
        raise Raised


def _by_claim(operation: str, failed: Claim | None) -> frozenset[str]:
    match failed:
        case None | Valid() | AtLeast():
            return _ALL | {"ZeroDivisionError"}
        case RankIs(operand) if operand.shape.rank == 0:
            return _ALL  # a number has no length
        case RankIs() if "setitem" in operation:
            return _ALL
        case InRange(chooses=Chooses.AXIS | Chooses.INDEX):
            return frozenset({"ValueError", "IndexError"})
    return frozenset({"ValueError", "IndexError"} if "setitem" in operation else {"ValueError"})
