"""What NumPy's parameters take where their names say it: sizes, numbers of things."""

from shapecheck.ops.rule import Rule

__all__ = ["ARRAYS", "INTEGERS", "SIZES", "takes_sizes_apart"]

INTEGERS = frozenset({"N", "M", "num", "minlength"})
"""Parameters that take one size."""

SIZES = INTEGERS | {"shape", "size", "newshape", "new_shape", "reps", "dims", "dimensions"}
"""Parameters that take a size, or a shape."""

ARRAYS = frozenset("A B a a1 a2 ar arr array ary b condition m object prototype v val x x1 x2 y z".split())
"""Parameters that take an array, or what makes one."""

_APART = frozenset({"numpy.random.rand", "numpy.random.randn", "ndarray.reshape", "ndarray.resize", "numpy.identity"})


def takes_sizes_apart(rule: Rule) -> bool:
    """Tell whether the positional arguments of an operation, behind an array whose method it is, are sizes.

    Examples
    --------
    >>> from shapecheck.ops.table import RULES
    >>> takes_sizes_apart(RULES["numpy.random.rand"]), takes_sizes_apart(RULES["numpy.zeros"])
    (True, False)
    """
    return not _APART.isdisjoint(rule.names)
