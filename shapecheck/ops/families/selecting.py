"""Selecting elements: by index along an axis, by condition, by choice.

That an index array's elements are in range is a matter of elements; what is written in the call is looked at.
"""

from typing import Any

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import AtLeast, Chooses, Claim, Depends, InRange, RankIs, SameRank, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Size, product
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    axis_of,
    common_kind,
    filled,
    fresh_size,
    if_some,
    option,
    sequence,
    sizes_of,
    written_integers,
)
from shapecheck.ops.choices import index_within
from shapecheck.ops.families.indexing import getitem, setitem
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Value

_MISSING: Any = object()  # where None is an argument like any other


def _flattened(operand: Array) -> Array:
    return Array(
        Shape((product(sizes_of(operand)),)),
        operand.kind,
        operand.name and Phrase("{name}, flattened", name=operand.name),
    )


def _along(operand: Array, axis: Value, claims: Claims) -> tuple[Array, int]:
    """Give the array and the axis to select along: None flattens; a number counts as a vector of one element."""
    if axis is None:
        return _flattened(operand), 0
    if not sizes_of(operand):
        operand = _flattened(operand)
    return operand, axis_of(operand, axis, claims)


def _mode(mode: Value) -> str:
    """Read what is done with an index out of range."""
    if mode is None:
        return "raise"
    if not isinstance(mode, (str, int)):
        raise Undetermined
    if mode not in ("raise", "wrap", "clip", 0, 1, 2):
        raise Refuted(Valid(Phrase("mode must be 'raise', 'wrap' or 'clip' (got {mode!r})", mode=mode)))
    return mode if isinstance(mode, str) else ("clip", "wrap", "raise")[int(str(mode))]


def _integers_only(indices: Array, what: str) -> None:
    if indices.kind == "f" and indices.shape.rank == 0:
        raise Undetermined
    if indices.kind in {"f", "c", "U"}:
        raise Refuted(Valid(Phrase("{what} must have integers", what=what)))


@rule(
    "numpy.take",
    form=Phrase("the axis becomes the shape of the indices; without axis the array is flattened"),
    own=False,
)
def take(a: Value, indices: Value, axis: Value = None, out: Value = None, mode: Value = "raise") -> Outcome:
    """Rule of `numpy.take(a, indices, axis)`."""
    return _take(array(a), indices, axis, out, mode)


@rule("ndarray.take", form=Phrase("the axis becomes the shape of the indices; without axis the array is flattened"))
def take_method(
    self: Value, /, indices: Value, axis: Value = None, out: Value = None, mode: Value = "raise"
) -> Outcome:
    """Rule of `a.take(indices, axis)`."""
    return _take(array(self), indices, axis, out, mode)


def _take(a: Array, indices: Value, axis: Value, out: Value, mode: Value) -> Outcome:
    claims = Claims()
    operand, at = _along(a, axis, claims)
    index = array(indices)
    if isinstance(indices, Array):
        _integers_only(index, Phrase("the indices"))
    sizes = sizes_of(operand)
    place = Axis(operand, at)
    result_sizes = (*sizes[:at], *sizes_of(index), *sizes[at + 1 :])
    wanted: list[Claim] = [AtLeast(Quantity(place.size, Phrase("the size of axis {axis}", axis=at)), 1)]
    looked_at = product(result_sizes)
    if _mode(mode) == "raise":
        wanted += [index_within(value, -place.size, place.size, place) for value in written_integers(indices)]
        # NumPy looks at the indices once for each element of the axes in front, whatever the axes behind have.
        looked_at = product((*sizes[:at], *sizes_of(index)))
    if_some(looked_at, claims, wanted, Phrase("the index is in range, or picks nothing"))
    return Outcome(filled(out, Shape(result_sizes), a.kind, claims), tuple(claims))


@rule(
    "numpy.take_along_axis", form=Phrase("arr and indices broadcast on all axes but one, which becomes that of indices")
)
def take_along_axis(arr: Value, indices: Value, axis: Value = -1) -> Outcome:
    """Rule of `numpy.take_along_axis(arr, indices, axis)`: indexing with an index array for each axis."""
    operand, key, claims = _along_axis(arr, indices, axis)
    found = getitem.function(operand, key)
    return Outcome(found.result, (*claims, *found.claims), found.fresh)


@rule("numpy.put_along_axis", form=Phrase("as take_along_axis; the values are stretched to what is selected"))
def put_along_axis(arr: Value, indices: Value, values: Value, axis: Value) -> Outcome:
    """Rule of `numpy.put_along_axis(arr, indices, values, axis)`: gives None."""
    operand, key, claims = _along_axis(arr, indices, axis)
    found = setitem.function(operand, key, values)
    return Outcome(None, (*claims, *found.claims), found.fresh)


def _along_axis(arr: Value, indices: Value, axis: Value) -> tuple[Array, tuple[Array, ...], Claims]:
    """Give the array and the index that selects along one axis: counting arrays on the others."""
    operand, index = array(arr), array(indices)
    claims = Claims()
    if index.kind == "b":
        raise Refuted(Valid(Phrase("the indices must be integers")))
    _integers_only(index, Phrase("the indices"))
    if axis is None:
        claims.require(RankIs(index, 1, 1))
        return _flattened(operand), (index,), claims
    at = axis_of(operand, axis, claims)
    claims.require(SameRank(operand, index))
    sizes = sizes_of(operand)
    ones = (1,) * len(sizes)
    index = Array(index.shape, index.kind or "i", index.name)
    key = tuple(
        index
        if other == at
        else Array(
            Shape((*ones[:other], size, *ones[other + 1 :])),
            "i",
            Phrase("axis {axis} of {name}", axis=other, name=operand.name or "arr"),
        )
        for other, size in enumerate(sizes)
    )
    return operand, key, claims


@rule("numpy.choose", form=Phrase("the index array and the choices broadcast"), own=False)
def choose(a: Value, choices: Value, out: Value = None, mode: Value = "raise") -> Outcome:
    """Rule of `numpy.choose(a, choices)`."""
    return _choose(a, choices, out, mode)


@rule("ndarray.choose", form=Phrase("the index array and the choices broadcast"))
def choose_method(self: Value, /, *choices: Value, out: Value = None, mode: Value = "raise") -> Outcome:
    """Rule of `a.choose(choices)`: one sequence, or the choices one by one."""
    return _choose(self, choices[0] if len(choices) == 1 else choices, out, mode)


def _choose(a: Value, choices: Value, out: Value, mode: Value) -> Outcome:
    index = array(a)
    _integers_only(index, Phrase("the index"))
    operands = [array(choice) for choice in sequence(choices)]
    claims = Claims()
    claims.require(AtLeast(Quantity(len(operands), Phrase("choices")), 1))
    shape, pending = broadcast([index, *operands])
    for claim in pending:
        claims.require(claim)
    if _mode(mode) == "raise":
        wanted = [index_within(value, 0, len(operands)) for value in written_integers(a)]
        if_some(product(shape.before), claims, wanted, Phrase("the index is in range, or picks nothing"))
    return Outcome(filled(out, shape, common_kind(*operands), claims), tuple(claims))


@rule(
    "numpy.compress",
    form=Phrase("the axis keeps where the condition holds; without axis the array is flattened"),
    own=False,
)
def compress(condition: Value, a: Value, axis: Value = None, out: Value = None) -> Outcome:
    """Rule of `numpy.compress(condition, a, axis)`."""
    return _compress(condition, array(a), axis, out)


@rule("ndarray.compress", form=Phrase("the axis keeps where the condition holds; without axis the array is flattened"))
def compress_method(self: Value, /, condition: Value, axis: Value = None, out: Value = None) -> Outcome:
    """Rule of `a.compress(condition, axis)`."""
    return _compress(condition, array(self), axis, out)


def _compress(condition: Value, a: Array, axis: Value, out: Value) -> Outcome:
    mask = array(condition)
    claims = Claims()
    claims.require(RankIs(mask, 1, 1))
    operand, at = _along(a, axis, claims)
    sizes = sizes_of(operand)
    count, fresh = _true_count(condition, mask, Axis(operand, at), product(sizes[:at]), claims)
    shape = Shape((*sizes[:at], count, *sizes[at + 1 :]))
    return Outcome(filled(out, shape, operand.kind, claims), tuple(claims), fresh)


def _true_count(
    condition: Value, mask: Array, place: Axis, looked_at: Size, claims: Claims
) -> tuple[Size, tuple[Symbol, ...]]:
    """Give how many elements a condition picks along an axis, which may be longer but not, where it holds, shorter."""
    length = product(sizes_of(mask))
    if length == 0:
        return 0, ()
    if isinstance(condition, (list, tuple)) and all(isinstance(item, (bool, int)) for item in condition):
        held = [i for i, item in enumerate(condition) if item]
        wanted = [
            InRange(i, 0, place.size, Phrase("last index where the condition holds"), place, Chooses.INDEX)
            for i in held[-1:]
        ]
        if_some(looked_at, claims, wanted, Phrase("the condition does not hold beyond the axis"))
        return len(held), ()
    count, fresh = fresh_size("true_count")
    if at_least(place.size, length) is not Verdict.YES:
        claims.require(Depends(Phrase("the condition does not hold beyond the axis")))
    return count, (fresh,)


@rule("numpy.extract", form=Phrase("the elements where the condition holds, along one axis"))
def extract(condition: Value, arr: Value) -> Outcome:
    """Rule of `numpy.extract(condition, arr)`, which flattens both."""
    operand = _flattened(array(arr))
    claims = Claims()
    count, fresh = _true_count(condition, array(condition), Axis(operand, 0), 1, claims)
    return Outcome(Array(Shape((count,)), operand.kind), tuple(claims), fresh)


@rule("numpy.select", form=Phrase("the conditions, the choices and the default broadcast"), bare=Bare.ARRAY)
def select(condlist: Value, choicelist: Value, default: Value = 0) -> Outcome:
    """Rule of `numpy.select(condlist, choicelist)`."""
    conditions = [array(item) for item in sequence(condlist)]
    choices = [array(item) for item in sequence(choicelist)]
    if len(conditions) != len(choices):
        raise Refuted(
            Valid(
                Phrase(
                    "there must be as many choices as conditions (got {count} and {wanted})",
                    count=len(choices),
                    wanted=len(conditions),
                )
            )
        )
    claims = Claims()
    claims.require(AtLeast(Quantity(len(conditions), Phrase("conditions")), 1))
    if any(condition.kind not in {"b", None} for condition in conditions):
        raise Refuted(Valid(Phrase("a condition must have booleans")))
    choices.append(array(default))
    shape, pending = broadcast([*conditions, *choices])
    for claim in pending:
        claims.require(claim)
    return result(shape, claims, common_kind(*choices))


@rule("numpy.where", form=Phrase("(),(),()->(); with one argument as nonzero"), bare=Bare.ARRAY)
def where(condition: Value, x: Value = _MISSING, y: Value = _MISSING, /) -> Outcome:
    """Rule of `numpy.where(condition, x, y)` and `numpy.where(condition)`."""
    claims = Claims()
    mask = array(condition)
    if x is _MISSING:
        claims.require(RankIs(mask, 1))
        sizes = sizes_of(mask)
        count, fresh = fresh_size("true_count")
        some = 0 not in sizes
        places = tuple(Array(Shape((count if some else 0,)), "i") for _ in sizes)
        return Outcome(places, tuple(claims), (fresh,) if some else ())
    if y is _MISSING:
        raise Refuted(Valid(Phrase("where needs both x and y, or neither")))
    operands = array(x), array(y)
    shape, pending = broadcast((mask, *operands))
    for claim in pending:
        claims.require(claim)
    return result(shape, claims, common_kind(*operands))


@rule("numpy.ix_", form="(n),(m),...->(n,1,...),(1,m,...),...")
def ix_(*args: Value) -> Outcome:
    """Rule of `numpy.ix_(rows, columns)`; of booleans, the places where they are True."""
    claims = Claims()
    symbols: list[Symbol] = []
    found = []
    for i, argument in enumerate(args):
        index = array(argument)
        claims.require(RankIs(index, 1, 1))
        size = sizes_of(index)[0]
        if index.kind == "b" and isinstance(argument, (list, tuple)) and all(isinstance(i, bool) for i in argument):
            size = sum(argument)
        elif index.kind in {"b", None} and size != 0:
            size, fresh = fresh_size("true_count", i)
            symbols.append(fresh)
        kind = "i" if index.kind in {"b", None} or size == 0 else index.kind
        found.append(Array(Shape((*(1,) * i, size, *(1,) * (len(args) - i - 1))), kind))
    return Outcome(tuple(found), tuple(claims), tuple(symbols))


@rule("numpy.isin", form=Phrase("the shape of element"), bare=Bare.ARRAY)
def isin(
    element: Value,
    test_elements: Value,
    assume_unique: Value = False,
    invert: Value = False,
    *,
    kind: Value = None,
) -> Outcome:
    """Rule of `numpy.isin(element, test_elements)`."""
    operand, others = array(element), array(test_elements)
    if option(kind, (None, "sort", "table"), "kind") == "table" and {operand.kind, others.kind} & {"f", "c"}:
        raise Refuted(Valid(Phrase("kind='table' is for integers and booleans only")))
    return result(operand.shape, (), "b")
