"""Which exceptions NumPy raises where an operation fails."""

from shapecheck.core.claims import Claim, InRange, RankIs, Valid

__all__ = ["ERRORS_OF_NAMES", "ERRORS_OF_SHAPES", "errors_of"]

# The built-in exceptions that a wrong shape may raise, in NumPy or in the program's own checks of shapes; NumPy's own,
# AxisError and LinAlgError, are kinds of them.
ERRORS_OF_SHAPES = frozenset({"AssertionError", "IndexError", "TypeError", "ValueError"})
# Those that a name raises which the installed NumPy does not have.
ERRORS_OF_NAMES = frozenset({"AttributeError", "ImportError"})


def errors_of(operation: str, failed: Claim | None) -> frozenset[str]:
    """Return the built-in exceptions that NumPy may raise where an operation fails by a claim."""
    match failed:
        case None | Valid():
            return frozenset({"TypeError", "ValueError", "IndexError"})
        case InRange(what=what) if "axis" in what:
            return frozenset({"ValueError", "IndexError"})
        case InRange() | RankIs() if "item__" in operation:
            return frozenset({"IndexError"})
        case _ if operation.endswith("__setitem__"):
            return frozenset({"ValueError", "IndexError"})
        case _ if operation.endswith("__getitem__"):
            return frozenset({"IndexError"})
    return frozenset({"ValueError"})
