"""Arrays made of what is no array: items one by one, bytes, text, memory."""

from shapecheck.core.array import Array, Bare, Quantity
from shapecheck.core.claims import AtLeast, Depends, RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, fresh_size, integer, kind_of, shape_of, sizes_of
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value


def _as_many(count: Value, kind: str | None, what: str) -> Outcome:
    """Give the outcome of reading `count` elements, or of reading all for -1."""
    number = integer(count, "count")
    size: Size
    size, fresh = fresh_size("read_count")
    if at_least(number, 0) is Verdict.YES:
        size = number
    return Outcome(Array(Shape((size,)), kind), (Depends(what),), (fresh,))


@rule("numpy.fromiter", form=Phrase("(count,), or as many as there are items"))
def fromiter(iter: Value, dtype: Value, count: Value = -1, *, like: Value = None) -> Outcome:
    """Rule of `numpy.fromiter(items, float)`."""
    kind = kind_of(dtype)
    if isinstance(iter, Unknown):
        return _as_many(count, kind, Phrase("there are enough items"))
    if kind is None:
        raise Undetermined
    if not isinstance(iter, (Array, list, tuple)):
        raise Refuted(Valid(Phrase("items are needed (got {kind})", kind=type(iter).__name__)))
    items, claims = array(iter), Claims()
    claims.require(RankIs(items, 1))
    size = sizes_of(items)[0]
    number = integer(count, "count")
    some = at_least(number, 0)
    if some is Verdict.UNKNOWN or (len(sizes_of(items)) > 1 and at_least(size, 1) is Verdict.UNKNOWN):
        raise Undetermined
    if kind == "b" and not isinstance(iter, Array) and len(sizes_of(items)) > 1:
        raise Undetermined  # a list is true or false
    if kind != "O" and len(sizes_of(items)) > 1 and size != 0 and number != 0:
        raise Refuted(Valid(Phrase("an item must be a number")))
    if some is Verdict.YES:
        claims.require(AtLeast(Quantity(size, Phrase("items")), number))
        size = number
    return result((size,), claims, kind)


@rule("numpy.frombuffer", form=Phrase("(count,), or as many as there are bytes for"))
def frombuffer(
    buffer: Value, dtype: Value = None, count: Value = -1, offset: Value = 0, *, like: Value = None
) -> Outcome:
    """Rule of `numpy.frombuffer(bytes)`."""
    return _as_many(count, kind_of(dtype, "f"), Phrase("there are enough bytes"))


@rule("numpy.fromstring", form=Phrase("(count,), or as many numbers as the text has"))
def fromstring(
    string: Value, dtype: Value = None, count: Value = -1, *, sep: Value = "", like: Value = None
) -> Outcome:
    """Rule of `numpy.fromstring("1 2", sep=" ")`."""
    return _as_many(count, kind_of(dtype, "f"), Phrase("the text has enough numbers"))


@rule("numpy.ndarray", form=Phrase("the given shape"), bare=Bare.ARRAY)
def ndarray(
    shape: Value,
    dtype: Value = None,
    buffer: Value = None,
    offset: Value = 0,
    strides: Value = None,
    order: Value = None,
) -> Outcome:
    """Rule of `numpy.ndarray(shape)`, which makes an array without filling it."""
    claims = Claims()
    sizes = shape_of(shape, claims)
    if buffer is not None or strides is not None:
        claims.require(Depends(Phrase("the buffer is large enough")))
    return result(sizes, claims, kind_of(dtype, "f"))
