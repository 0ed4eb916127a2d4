"""Reshaping: the same elements under another shape."""

from dataclasses import replace

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.claims import Agree, Depends, Divides, IsOne, RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size, product
from shapecheck.core.shape import Shape, print_sizes
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    axes_of,
    fresh_size,
    integer,
    open_integers,
    shape_of,
    sizes_of,
)
from shapecheck.ops.choices import index_within
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Flat, Unknown, Value


def reshaped(operand: Array, target: tuple[Size, ...]) -> Outcome:
    """Give the array with the target's sizes, of which one may be -1: what is left for it."""
    claims = Claims()
    free = [axis for axis, size in enumerate(target) if not isinstance(size, Dim) and size < 0]
    if operand.shape.rank is None:
        return _of_unknown(operand, target, free)
    sizes = sizes_of(operand)
    if len(free) == 1:
        rest = _without(sizes, target[: free[0]] + target[free[0] + 1 :])
        if rest is not None:
            return result((*target[: free[0]], product(tuple(rest)), *target[free[0] + 1 :]), (), operand.kind)
    total = product(sizes)
    elements = Quantity(total, Phrase("elements of {name}", name=operand.name or Phrase("the array")))
    if not free:
        claims.require(
            Agree(
                elements,
                Quantity(product(target), Phrase("elements in {shape}", shape=print_sizes(target))),
                Phrase("numbers of elements"),
            )
        )
        return result(target, claims, operand.kind)
    if len(free) > 1:
        raise Refuted(Valid(Phrase("only one size may be -1")))
    others = target[: free[0]] + target[free[0] + 1 :]
    given = product(others)
    claims.require(Divides(Quantity(given, Phrase("elements in {shape}", shape=print_sizes(others))), elements))
    return result((*target[: free[0]], total // given, *target[free[0] + 1 :]), claims, operand.kind)


def _of_unknown(operand: Array, target: tuple[Size, ...], free: list[int]) -> Outcome:
    """Give the target's sizes for an array of which the axes are not known: it is so, or NumPy raises."""
    if len(free) > 1:
        raise Refuted(Valid(Phrase("only one size may be -1")))
    size, own = fresh_size("size")
    sizes = tuple(size if axis in free else given for axis, given in enumerate(target))
    return Outcome(
        Array(Shape(sizes), operand.kind),
        (Depends(Phrase("the number of elements is known")),),
        (own,) if free else (),
    )


def _without(sizes: tuple[Size, ...], others: tuple[Size, ...]) -> list[Size] | None:
    """Give the sizes that are left when all others are among them and none can be 0: then nothing is to be divided."""
    rest = list(sizes)
    for size in others:
        if size not in rest or at_least(size, 1) is not Verdict.YES:
            return None
        rest.remove(size)
    return rest


def _order(value: Value, known: str) -> None:
    """Refuse an order of elements that the operation does not know; none changes the shape."""
    if isinstance(value, str) and value.upper() not in known.split():
        raise Refuted(
            Valid(
                Phrase(
                    "{what} must be one of {known} (got {value!r})",
                    what="order",
                    known=", ".join(known.split()),
                    value=value,
                )
            )
        )
    if value is not None and not isinstance(value, (str, Unknown)):
        raise Refuted(Valid(Phrase("order must be a string (got {kind})", kind=type(value).__name__)))


def _orders(shape: Value = ()) -> str:
    """Give the orders that a reshape takes: "K" only where the shape stays as it is."""
    return "C F A K" if shape is None or isinstance(shape, Unknown) else "C F A"


@rule("numpy.reshape", form=Phrase("same elements; one size may be -1"), bare=None, own=False)
def reshape(a: Value, /, shape: Value, order: Value = "C", *, copy: Value = None) -> Outcome:
    """Rule of `numpy.reshape(a, shape)`."""
    _order(order, _orders(shape))
    return _to(array(a), shape)


@rule("ndarray.reshape", form=Phrase("same elements; one size may be -1"), bare=None)
def reshape_method(a: Value, /, *shape: Value, order: Value = "C", copy: Value = None) -> Outcome:
    """Rule of `a.reshape(2, 3)` and `a.reshape((2, 3))`."""
    _order(order, _orders(*shape[:1]))
    if not shape:
        raise Refuted(Valid(Phrase("reshape needs a shape")))
    return _to(array(a), shape[0] if len(shape) == 1 else shape)


def _to(operand: Array, shape: Value) -> Outcome:
    """Read the target as `shape_of` does, but for a size of -1 and None, which leaves the shape."""
    if shape is None:
        return result(operand.shape, (), operand.kind)
    if any(isinstance(size, bool) for size in (shape if isinstance(shape, (list, tuple)) else (shape,))):
        raise Refuted(Valid(Phrase("a size must be an integer (got bool)")))
    claims = Claims()
    target = open_integers(shape, Phrase("a size"), claims)
    if claims:  # some sizes are not known, of which one may be -1
        sizes = [_left_over(claims) if size == -1 else size for size in target]
        return result(tuple(sizes), claims, operand.kind)
    return reshaped(operand, target)


def _left_over(claims: Claims) -> Size:
    size, own = fresh_size("left")
    claims.append(Depends(Phrase("the other sizes are known"), (own,)))
    return size


@rule("numpy.ravel", form=Phrase("all elements along one axis"))
def ravel(a: Value, order: Value = "C") -> Outcome:
    """Rule of `numpy.ravel(a)`."""
    return _flat(array(a), order)


@rule("ndarray.ravel", "ndarray.flatten", form=Phrase("all elements along one axis"))
def ravel_method(self: Value, /, order: Value = "C") -> Outcome:
    """Rule of `a.ravel()`."""
    return _flat(array(self), order)


@rule("ndarray.flat", form=Phrase("all elements along one axis"), attribute=True)
def flat(self: Value, /) -> Outcome:
    """Rule of `a.flat`: an iterator, which is read like the array of its elements."""
    found = _flat(array(self), "C")
    return replace(found, result=Flat(array(found.result).shape, array(found.result).kind))


def _flat(operand: Array, order: Value) -> Outcome:
    _order(order, "C F A K")
    if operand.shape.rank is None:
        size, own = fresh_size("size")
        return Outcome(Array(Shape((size,)), operand.kind), fresh=(own,))
    return result((product(sizes_of(operand)),), (), operand.kind)


@rule("ndarray.resize", form=Phrase("the array takes the shape; returns None"))
def resize_in_place(self: Value, /, *new_shape: Value, refcheck: Value = True) -> Outcome:
    """Rule of `a.resize(2, 3)`, which changes the array itself."""
    claims = Claims()
    if new_shape and new_shape != (None,):
        shape_of(new_shape[0] if len(new_shape) == 1 else new_shape, claims)
    return Outcome(None, tuple(claims))


@rule("ndarray.item", form=Phrase("one element: the only one, or that at the index"), bare=Bare.NUMBER)
def item(self: Value, /, *args: Value) -> Outcome:
    """Rule of `a.item()`, `a.item(3)` and `a.item(0, 1)`."""
    indices = args[0] if len(args) == 1 and isinstance(args[0], tuple) else args
    if any(isinstance(index, bool) for index in indices):
        raise Refuted(Valid(Phrase("an index must be an integer (got bool)")))
    operand = array(self)
    sizes = sizes_of(operand)
    claims = Claims()
    total = Quantity(product(sizes), Phrase("elements of {name}", name=operand.name or Phrase("the array")))
    if not indices:
        claims.require(IsOne(total, Phrase("item without an index needs an array with one element")))
    elif len(indices) == 1:
        claims.require(index_within(integer(indices[0], Phrase("an index")), -total.size, total.size, operand))
    else:
        claims.require(RankIs(operand, len(indices), len(indices)))
        for axis, value in enumerate(indices):
            place = Axis(operand, axis)
            claims.require(index_within(integer(value, Phrase("an index")), -place.size, place.size, place))
    return result((), claims, operand.kind)


@rule("ndarray.__bool__", form=Phrase("one element, which is true or false"), bare=Bare.NUMBER)
def truth(self: Value, /) -> Outcome:
    """Rule of `bool(a)`, `if a:` and `while a:`."""
    operand = array(self)
    total = Quantity(product(sizes_of(operand)), Phrase("elements of {name}", name=operand.name or Phrase("the array")))
    claims = Claims()
    claims.require(IsOne(total, Phrase("only an array with one element is true or false")))
    return result((), claims, "b")


@rule(
    "ndarray.__float__", "ndarray.__int__", "ndarray.__complex__",
    form=Phrase("one element, as a number of Python's"), bare=Bare.NUMBER,
)  # fmt: skip
def number(self: Value, /) -> Outcome:
    """Rule of `float(a)`, `int(a)` and `complex(a)`; NumPy before 2.4 takes an array of one element for that."""
    operand = array(self)
    total = Quantity(product(sizes_of(operand)), Phrase("elements of {name}", name=operand.name or Phrase("the array")))
    claims = Claims()
    claims.require(IsOne(total, Phrase("only an array with one element is a number")))
    return result((), claims)


@rule("numpy.real", "numpy.imag", form="()->()", bare=None)
def real(val: Value) -> Outcome:
    """Rule of `numpy.real(a)`."""
    return _part(array(val))


@rule("ndarray.real", "ndarray.imag", form="()->()", attribute=True, bare=None)
def attribute_real(self: Value, /) -> Outcome:
    """Rule of `a.real`."""
    return _part(array(self))


def _part(operand: Array) -> Outcome:
    return result(operand.shape, (), "f" if operand.kind == "c" else operand.kind)


@rule("ndarray.view", form=Phrase("()->(), unless the size of an element changes"), bare=None)
def view(self: Value, /, dtype: Value = ..., type: Value = ...) -> Outcome:
    """Rule of `a.view()`; under another element type the last size depends on the sizes of both."""
    if dtype is not ... or type is not ...:
        raise Undetermined
    operand = array(self)
    return result(operand.shape, (), operand.kind)


@rule("numpy.size", form=Phrase("how many elements, or how many along the axes"))
def size(a: Value, axis: Value = None) -> Outcome:
    """Rule of `numpy.size(a)`: gives a size, not an array."""
    operand = array(a)
    claims = Claims()
    if isinstance(axis, (Array, Unknown)):
        raise Undetermined
    if operand.shape.rank is None and axis is None:
        total, own = fresh_size("size")
        return Outcome(total, fresh=(own,))
    sizes = sizes_of(operand)
    axes = axes_of(operand, axis, claims)
    return Outcome(product(tuple(sizes[at] for at in axes)), tuple(claims))


@rule("ndarray.size", form=Phrase("how many elements"), attribute=True)
def attribute_size(self: Value, /) -> Outcome:
    """Rule of `a.size`."""
    return Outcome(product(sizes_of(array(self))))


@rule("numpy.shape", form=Phrase("the sizes of all axes"))
def shape(a: Value) -> Outcome:
    """Rule of `numpy.shape(a)`: gives a tuple of sizes."""
    return Outcome(sizes_of(array(a)))


@rule("ndarray.shape", form=Phrase("the sizes of all axes"), attribute=True)
def attribute_shape(self: Value, /) -> Outcome:
    """Rule of `a.shape`."""
    return Outcome(sizes_of(array(self)))


@rule("numpy.ndim", form=Phrase("how many axes"))
def ndim(a: Value) -> Outcome:
    """Rule of `numpy.ndim(a)`."""
    return Outcome(len(sizes_of(array(a))))


@rule("ndarray.ndim", form=Phrase("how many axes"), attribute=True)
def attribute_ndim(self: Value, /) -> Outcome:
    """Rule of `a.ndim`."""
    return Outcome(len(sizes_of(array(self))))


@rule("ndarray.__len__", form=Phrase("the size of the first axis"))
def length(self: Value, /) -> Outcome:
    """Rule of `len(a)`, which a number does not have."""
    operand = array(self)
    claims = Claims()
    claims.require(RankIs(operand, 1))
    first = operand.shape.axis(0)
    if first is None:
        raise Undetermined
    return Outcome(first, tuple(claims))
