"""Sets: arrays of different elements, along one axis. How many there are depends on data."""

from shapecheck.core.array import Array
from shapecheck.core.dim import Size, minimum, product
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, common_kind, flag, fresh_size, sizes_of
from shapecheck.ops.rule import Outcome, rule
from shapecheck.ops.values import Value


def _members(most: Size, kind: str | None, indices: int = 0) -> Outcome:
    """Give the outcome of a set of at most so many elements, and arrays of the indices where they are found."""
    count, fresh = fresh_size("set_size")
    shape = Shape((minimum(count, most),))
    members = Array(shape, kind)
    return Outcome((members, *(Array(shape, "i"),) * indices) if indices else members, (), (fresh,))


def _totals(*operands: Array) -> list[Size]:
    return [product(sizes_of(operand)) for operand in operands]


@rule("numpy.union1d", form=Phrase("(k,), where k depends on data and is at most the number of all elements"))
def union1d(ar1: Value, ar2: Value) -> Outcome:
    """Rule of `numpy.union1d(a, b)`."""
    return _in_one(ar1, ar2)


@rule("numpy.setxor1d", form=Phrase("(k,), where k depends on data and is at most the number of all elements"))
def setxor1d(ar1: Value, ar2: Value, assume_unique: Value = False) -> Outcome:
    """Rule of `numpy.setxor1d(a, b)`."""
    return _in_one(ar1, ar2)


def _in_one(ar1: Value, ar2: Value) -> Outcome:
    left, right = array(ar1), array(ar2)
    return _members(sum(_totals(left, right)), common_kind(left, right))


@rule("numpy.intersect1d", form=Phrase("(k,), where k depends on data; with return_indices three of them"))
def intersect1d(ar1: Value, ar2: Value, assume_unique: Value = False, return_indices: Value = False) -> Outcome:
    """Rule of `numpy.intersect1d(a, b)`."""
    left, right = array(ar1), array(ar2)
    several = flag(return_indices)
    return _members(minimum(*_totals(left, right)), common_kind(left, right), 2 if several else 0)


@rule("numpy.setdiff1d", form=Phrase("(k,), where k depends on data and is at most the number of elements of ar1"))
def setdiff1d(ar1: Value, ar2: Value, assume_unique: Value = False) -> Outcome:
    """Rule of `numpy.setdiff1d(a, b)`."""
    operand = array(ar1)
    return _members(product(sizes_of(operand)), operand.kind)
