"""Reading arguments as NumPy reads them: arrays, axes, shapes, integers.

Each function stops the rule (`Refuted`, `Undetermined`) where the argument is wrong or not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.claims import Agree, AtLeast, Claim, Depends, Distinct, IsOne, RankIs, SameRank, StretchesTo, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size, symbol, symbol_in
from shapecheck.core.judge import decide_all
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.choices import AXIS, RESULT, axis_within
from shapecheck.ops.dtypes import kind_of_text
from shapecheck.ops.rule import Claims, Refuted, Undetermined
from shapecheck.ops.values import UNKNOWN, Dtype, Flat, Unknown, Value

__all__ = [
    "array",
    "axes_of",
    "axis_of",
    "broadcast_into",
    "common_kind",
    "count_kind",
    "filled",
    "flag",
    "fraction_kind",
    "fresh_size",
    "if_some",
    "int_of",
    "integer",
    "integers",
    "into",
    "kind_of",
    "naturals",
    "open_integer",
    "open_integers",
    "option",
    "out_array",
    "returned",
    "same_shape",
    "sequence",
    "shape_of",
    "sizes_of",
    "stretch",
    "whole_number",
    "written_integers",
]

# What has no axes, by its Python type.
_NUMBERS: Mapping[type, Array] = {
    python_type: Array(SCALAR, kind)
    for python_type, kind in ((bool, "b"), (int, "i"), (Dim, "i"), (float, "f"), (complex, "c"), (str, "U"))
}
_OBJECT = Array(SCALAR, "O")
_MOST_AXES = 64  # of an array, since NumPy 2.0


def array(value: Value) -> Array:
    """Read an array-like: an array, a number, or nested lists of them. An element of an array of objects may be any."""
    if isinstance(value, Flat):
        return Array(value.shape, value.kind, value.name, value.origins)
    if isinstance(value, Array):
        return value if value.kind != "O" or value.shape != SCALAR else Array(UNKNOWN_SHAPE, None, value.name)
    number = _NUMBERS.get(type(value))
    if number is not None:
        return number
    if isinstance(value, (list, tuple)):
        return _stacked([array(item) for item in value])
    if isinstance(value, Unknown):
        return Array(UNKNOWN_SHAPE)
    return next((own for python_type, own in _NUMBERS.items() if isinstance(value, python_type)), _OBJECT)


def _stacked(items: list[Array]) -> Array:
    if not items:
        return Array(Shape((0,)), "f")
    first = items[0].shape
    others = [item for item in items if item is not items[0]]  # numbers of one type are one object
    kind = common_kind(items[0], *others) if others else items[0].kind
    if first.run is not None or (others and any(item.shape != first for item in others)):
        ranks = [item.shape.sizes for item in items]
        if all(sizes is not None and all(isinstance(size, int) for size in sizes) for sizes in ranks):
            raise Refuted(Valid(Phrase("the items of the list have different shapes")))
        return Array(UNKNOWN_SHAPE, kind)
    return Array(Shape((len(items), *first.before)), kind)


def sizes_of(operand: Array) -> tuple[Size, ...]:
    """Give the sizes of an array whose rank is known."""
    sizes = operand.shape.sizes
    if sizes is None:
        raise Undetermined
    return sizes


def integer(value: Value, what: str) -> Size:
    """Read an integer, which may be symbolic; `what` names it in a message."""
    if type(value) is int:
        return value
    if isinstance(value, (bool, int)):
        return int(value)
    if isinstance(value, Dim):
        return value
    if isinstance(value, Unknown) or (isinstance(value, Array) and value.kind in {"b", "i", "u", None}):
        raise Undetermined
    kind = _described(value)
    raise Refuted(Valid(Phrase("{what} must be an integer (got {kind})", what=what, kind=kind)))


def whole_number(value: Value, what: str) -> Size:
    """Read an integer where NumPy takes some floats too, of which nothing is said."""
    number = isinstance(value, Array) and value.kind in {"b", "f"} and not value.shape.least_rank
    if number or isinstance(value, float):
        raise Undetermined
    return integer(value, what)


_ELEMENTS: Mapping[str | None, str] = {"b": "bool", "f": "float", "c": "complex", "U": "str"}


def _described(value: Value) -> str:
    """Say what a value is that is no integer."""
    if isinstance(value, Array):
        return _ELEMENTS.get(value.kind, Phrase("an array")) if value.shape == SCALAR else Phrase("an array")
    return "None" if value is None else type(value).__name__


def int_of(value: Value, what: str) -> int:
    """Read an integer that must be a known number for the shape to be known."""
    number = integer(value, what)
    if isinstance(number, Dim):
        raise Undetermined
    return number


def flag(value: Value) -> bool:
    """Read a boolean argument such as `keepdims`. What else NumPy takes for one differs from function to function."""
    if isinstance(value, int):
        return bool(value)
    raise Undetermined


def option(value: Value, choices: tuple[Value, ...], what: str) -> Value:
    """Read an argument that is one of a few words, such as `mode`."""
    if isinstance(value, (Unknown, Array, Dim)) or (value is None and None not in choices):
        raise Undetermined
    if value not in choices:
        known = ", ".join(map(repr, choices))
        raise Refuted(
            Valid(Phrase("{what} must be one of {known} (got {value!r})", what=what, known=known, value=value))
        )
    return value


def sequence(value: Value) -> Sequence[Any]:
    """Read a sequence of arguments, such as the arrays to concatenate."""
    if isinstance(value, (list, tuple)):
        return value
    if isinstance(value, Array):
        sizes = sizes_of(value)
        if not sizes:
            raise Refuted(Valid(Phrase("a sequence is needed (got a number)")))
        if isinstance(sizes[0], Dim):
            raise Undetermined
        return [Array(Shape(sizes[1:]), value.kind, value.name and f"{value.name}[{i}]") for i in range(sizes[0])]
    if isinstance(value, Unknown):
        raise Undetermined
    raise Refuted(Valid(Phrase("a sequence is needed (got {kind})", kind=type(value).__name__)))


def integers(value: Value, what: str) -> tuple[Size, ...]:
    """Read one integer or a sequence of integers."""
    if isinstance(value, (list, tuple)):
        return tuple([integer(item, what) for item in value])
    if isinstance(value, Array) and value.kind not in {"f", "c"} and value.shape.rank != 0:
        raise Undetermined
    return (integer(value, what),)


def open_integers(value: Value, what: str, claims: Claims) -> tuple[Size, ...]:
    """Read one integer or a sequence of integers; those that are not known have symbols, which `claims` lists.

    How many there are is known of a list, and of an array whose first size is known: it can have no other axis.
    """
    if isinstance(value, Array) and value.shape.rank != 0:
        counts = value.shape.before if value.kind in {"i", "u", None} else ()
        if len(counts) != 1 or isinstance(counts[0], Dim) or counts[0] > _MOST_AXES:
            raise Undetermined
        items: Sequence[Value] = (UNKNOWN,) * counts[0]
    elif isinstance(value, (list, tuple)):
        items = value
    elif isinstance(value, Unknown):
        raise Undetermined
    else:
        items = (value,)
    return tuple([_open_integer(item, what, claims) if _is_open(item) else integer(item, what) for item in items])


def _is_open(value: Value) -> bool:
    """Tell whether a value that an integer is wanted of is one that is not known."""
    if isinstance(value, Array):
        return value.kind in {"i", "u", None} and value.shape.rank in {0, None}
    return isinstance(value, Unknown)


def _open_integer(_value: Value, what: str, claims: Claims) -> Size:
    number = sum(len(claim.fresh) for claim in claims if isinstance(claim, Depends))
    size, own = fresh_size("given", number)
    claims.append(Depends(Phrase("{what} is known", what=what), (own,)))
    return size


def open_integer(value: Value, what: str, claims: Claims) -> Size:
    """Read one integer; one that is not known has a symbol, which `claims` lists."""
    return _open_integer(value, what, claims) if _is_open(value) else integer(value, what)


def written_integers(value: Value) -> list[Size]:
    """Give the integers written in an index or a list; none for an array, whose elements are not known."""
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in written_integers(item)]
    return [int(value) if isinstance(value, bool) else value] if isinstance(value, (int, Dim)) else []


def naturals(value: Value, what: str, claims: Claims) -> tuple[Size, ...]:
    """Read one integer or a sequence of integers, none of them negative; some may be open, as in `open_integers`."""
    numbers = open_integers(value, what, claims)
    for number in numbers:
        if isinstance(number, Dim) or number < 0:
            claims.require(AtLeast(Quantity(number, what), 0))
    return numbers


def shape_of(value: Value, claims: Claims) -> tuple[Size, ...]:
    """Read the shape of a new array: an integer or a sequence of integers, none of them negative."""
    if any(isinstance(item, bool) for item in (value if isinstance(value, (list, tuple)) else (value,))):
        raise Refuted(Valid(Phrase("a size must be an integer (got bool)")))
    return naturals(value, Phrase("a size"), claims)


def axis_of(operand: Array, value: Value, claims: Claims, *, extra: int = 0, what: str = AXIS) -> int:
    """Read one axis of an array, counted from 0 in what it gives.

    `extra` is how many axes the result has beyond the operand's, where the axis is one of the result.
    """
    if isinstance(value, bool):
        raise Undetermined  # some functions take it for 0 or 1
    axis = int_of(value, what)
    rank = len(sizes_of(operand)) + extra
    if not -rank <= axis < rank:
        claims.require(axis_within(axis, rank, operand, what))
    return axis % rank


def axes_of(operand: Array, value: Value, claims: Claims, *, extra: int = 0, what: str = AXIS) -> tuple[int, ...]:
    """Read one axis, a tuple of axes, or None for all of them."""
    if value is None:
        return tuple(range(len(sizes_of(operand)) + extra))
    values = value if isinstance(value, (list, tuple)) else (value,)
    axes = tuple([axis_of(operand, item, claims, extra=extra, what=what) for item in values])
    if len(set(axes)) < len(axes):
        claims.require(Distinct(axes, Phrase("axes")))
    return axes


def kind_of(dtype: Value, default: str | None = None) -> str | None:
    """Give the kind of elements that a `dtype` argument asks for."""
    if dtype is None:
        return default
    if isinstance(dtype, str):
        return kind_of_text(dtype)
    return dtype.kind if isinstance(dtype, Dtype) else None


def stretch(source: Array, target: Array, claims: Claims) -> None:
    """Require that the source can be assigned to the target: extra leading axes of the source must have size 1."""
    own, sizes = sizes_of(source), sizes_of(target)
    extra = len(own) - len(sizes)
    for axis, size in enumerate(own):
        if axis < extra:
            why = Phrase("{source} does not fit into {target}", source=source.shape, target=target.shape)
            claims.require(IsOne(Axis(source, axis), why))
        elif size != sizes[axis - extra]:
            claims.require(StretchesTo(Axis(source, axis), Axis(target, axis - extra)))


def broadcast_into(source: Array, target: Array, claims: Claims) -> None:
    """Require that the source broadcasts to the target, which has at least as many axes and is not stretched."""
    own, rank = source.shape.rank, len(sizes_of(target))
    if own is None or own > rank:
        claims.require(RankIs(source, 0, rank))
    stretch(source, target, claims)


def same_shape(left: Array, right: Array, claims: Claims, *, but: int | None = None) -> None:
    """Require that two arrays have the same shape, on one axis perhaps not."""
    if left.shape.rank is None or left.shape.rank != right.shape.rank:
        claims.require(SameRank(left, right))
    for axis, (own, other) in enumerate(zip(sizes_of(left), sizes_of(right), strict=True)):
        if axis != but and own != other:
            claims.require(Agree(Axis(left, axis), Axis(right, axis), Phrase("sizes of axis {axis}", axis=axis)))


def out_array(out: Value) -> Array | None:
    """Read the `out` of a universal function: an array, alone or in a tuple, or None."""
    if isinstance(out, tuple) and len(out) == 1:
        (out,) = out
    if out is None or out is ...:
        return None
    if isinstance(out, Unknown):
        raise Undetermined
    if not isinstance(out, Array):
        raise Refuted(Valid(Phrase("out must be an array (got {kind})", kind=type(out).__name__)))
    return returned(out)


def returned(out: Array) -> Array:
    """Give the array that was given for the result: what an operation returns is this one, and no scalar."""
    return replace(out, bare=Bare.ARRAY) if out.may_be_bare else out


def into(out: Value, shape: Shape, kind: str | None, claims: Claims) -> Array:
    """Give the array that an operation returns: its result, or `out` when the result fits it.

    The result is stretched to `out`, but never has more axes.
    """
    target = out_array(out)
    if target is None:
        return Array(shape, kind)
    source = Array(shape, kind, RESULT)
    broadcast_into(source, target, claims)
    return target


def filled(out: Value, shape: Shape, kind: str | None, claims: Claims) -> Array:
    """Give the array that an operation returns where `out` must have exactly the result's shape, as in `dot`."""
    if out is None:
        return Array(shape, kind)
    target = array(out)
    if isinstance(out, tuple) and len(out) == 1:
        raise Undetermined  # some functions hand it on to a universal one, which takes it
    if not isinstance(out, (Array, Unknown)):
        raise Refuted(Valid(Phrase("out must be an array (got {kind})", kind=type(out).__name__)))
    sizes = sizes_of(Array(shape))
    claims.require(RankIs(target, len(sizes), len(sizes)))
    for axis, size in enumerate(sizes):
        if target.shape.axis(axis) != size:
            wanted = Quantity(size, Phrase("the size of axis {axis} of the result", axis=axis))
            claims.require(Agree(Axis(target, axis), wanted))
    return returned(target)


def common_kind(*operands: Array) -> str | None:
    """Give the kind of elements that all operands have, or None."""
    kinds = {operand.kind for operand in operands}
    return kinds.pop() if len(kinds) == 1 else None


def fraction_kind(*operands: Array) -> str | None:
    """Give the kind of elements that a computation with fractions has: integers and booleans become floats."""
    kinds = {operand.kind for operand in operands}
    return "c" if "c" in kinds else "f" if kinds <= {"b", "i", "u", "f"} else None


def count_kind(operand: Array) -> str | None:
    """Give the kind of elements of a sum: booleans are counted."""
    return "i" if operand.kind == "b" else operand.kind


def fresh_size(name: str, index: int | None = None, *, may_be_zero: bool = True) -> tuple[Dim, Symbol]:
    """Give a size that depends on data, 0 or more unless said, and its symbol for `Outcome.fresh`."""
    size = symbol(name, index, flexible=True, may_be_zero=may_be_zero)
    own = symbol_in(size)
    assert own is not None
    return size, own


def if_some(total: Size, claims: Claims, wanted: Sequence[Claim], what: str) -> None:
    """Require claims that NumPy looks at only where there are `total` >= 1 elements; `what` says it in one clause."""
    verdict = at_least(total, 1)
    if verdict is Verdict.YES:
        for claim in wanted:
            claims.require(claim)
    elif verdict is Verdict.UNKNOWN and decide_all(wanted) is not Verdict.YES:
        claims.require(Depends(what))
