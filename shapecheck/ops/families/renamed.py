"""Other names of ruled operations: those that NumPy had before 2.0, and the functions of `operator` for an index."""

from functools import wraps
from typing import Any

from shapecheck.core.claims import RankIs
from shapecheck.core.dim import product
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, kind_of, sizes_of
from shapecheck.ops.families.cumulative import cumsum, trapezoid
from shapecheck.ops.families.indexing import getitem, setitem
from shapecheck.ops.families.reductions import all_, ptp, sum_
from shapecheck.ops.families.rounding import round_
from shapecheck.ops.families.selecting import isin
from shapecheck.ops.rule import Claims, Outcome, Rule, result, rule
from shapecheck.ops.values import Value


def _also(names: str, followed: Rule) -> Rule:
    """Give the rule of names whose signature and outcome are those of a ruled operation."""

    @wraps(followed.function, assigned=("__doc__",))
    def same(*arguments: Any, **keywords: Any) -> Outcome:
        return followed.function(*arguments, **keywords)

    return rule(*names.split(), form=followed.form, bare=followed.bare, own=followed.own)(same)


RENAMED = (
    _also("numpy.product", sum_),
    _also("numpy.cumproduct", cumsum),
    _also("numpy.alltrue numpy.sometrue", all_),
    _also("ndarray.ptp", ptp),
    _also("numpy.round_", round_),
    _also("numpy.trapz", trapezoid),
    _also("operator.getitem", getitem),
    _also("operator.setitem", setitem),
)


@rule("numpy.asfarray", form=Phrase("the shape of the array-like"))
def asfarray(a: Value, dtype: Value = None) -> Outcome:
    """Rule of `numpy.asfarray(a)`, before NumPy 2.0: an array of floats."""
    own = array(a)
    kind = kind_of(dtype, "f")
    return result(own.shape, (), "f" if kind in {"b", "i", "u"} else kind)


@rule("numpy.msort", form=Phrase("the same shape; at least one axis"))
def msort(a: Value) -> Outcome:
    """Rule of `numpy.msort(a)`, before NumPy 2.0: sorted along the first axis."""
    operand, claims = array(a), Claims()
    claims.require(RankIs(operand, 1))
    return result(operand.shape, claims, operand.kind)


@rule("numpy.in1d", form=Phrase("(k,), where k is the number of elements of ar1"))
def in1d(ar1: Value, ar2: Value, assume_unique: Value = False, invert: Value = False, *, kind: Value = None) -> Outcome:
    """Rule of `numpy.in1d(a, b)`, before NumPy 2.4."""
    found = isin.function(ar1, ar2, assume_unique, invert, kind=kind)
    return result((product(sizes_of(array(found.result))),), found.claims, "b")
