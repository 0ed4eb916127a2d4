"""Writing into an array that is given: `put`, `place`, `copyto` and their like. They give None."""

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.claims import Agree, AtLeast, Claim, Depends, RankIs, Valid
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Size, minimum, product
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    broadcast_into,
    fresh_size,
    if_some,
    option,
    sizes_of,
    stretch,
    written_integers,
)
from shapecheck.ops.choices import index_within
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, rule
from shapecheck.ops.values import Unknown, Value

_KINDS = "bifc"  # element kinds: each can be written where a later one stands


def _target(value: Value) -> Array:
    """Read the array that is written: no list or number will do."""
    if not isinstance(value, (Array, Unknown)):
        raise Refuted(Valid(Phrase("what is written must be an array (got {kind})", kind=type(value).__name__)))
    return array(value)


def _fits(source: Array, target: Array) -> None:
    """Refuse elements of a kind that NumPy does not write into the target's."""
    kinds = source.kind, target.kind
    if None not in kinds and all(kind in _KINDS for kind in kinds if kind):
        source_rank, target_rank = (_KINDS.index(kind) for kind in kinds if kind)
        if source_rank > target_rank:
            raise Refuted(
                Valid(
                    Phrase(
                        "elements of kind {kind} cannot be written into an array of kind {target}",
                        kind=kinds[0],
                        target=kinds[1],
                    )
                )
            )


def _total(operand: Array) -> Size:
    return product(sizes_of(operand))


@rule("numpy.put", form=Phrase("indices of all elements in order; the values are repeated as needed"), own=False)
def put(a: Value, ind: Value, v: Value, mode: Value = "raise") -> Outcome:
    """Rule of `numpy.put(a, ind, v)`."""
    return _put(a, ind, v, mode)


@rule("ndarray.put", form=Phrase("indices of all elements in order; the values are repeated as needed"))
def put_method(self: Value, /, indices: Value, values: Value, mode: Value = "raise") -> Outcome:
    """Rule of `a.put(indices, values)`."""
    return _put(self, indices, values, mode)


def _put(a: Value, indices: Value, values: Value, mode: Value) -> Outcome:
    if mode not in ("raise", "wrap", "clip"):
        if not isinstance(mode, str):
            raise Undetermined
        raise Refuted(Valid(Phrase("mode must be 'raise', 'wrap' or 'clip' (got {mode!r})", mode=mode)))
    target, index, source = _target(a), array(indices), array(values)
    if index.kind in {"f", "c", "U", "O"} and indices not in ([], ()):
        if not isinstance(indices, Array) or index.shape.rank in {0, None}:
            raise Undetermined  # a list of floats is taken for integers
        raise Refuted(Valid(Phrase("the indices must be integers")))
    claims = Claims()
    total = Axis(Array(Shape((_total(target),)), name=target.name), 0)
    wanted: list[Claim] = [AtLeast(Quantity(total.size, Phrase("elements to write to")), 1)]
    if_some(_total(index), claims, wanted, Phrase("there are elements to write to, or no indices"))
    if mode == "raise":
        ranges = [index_within(value, -total.size, total.size, total) for value in written_integers(indices)]
        if_some(_total(source), claims, ranges, Phrase("the indices are in range, or there are no values"))
    return Outcome(None, tuple(claims))


@rule("numpy.place", form=Phrase("the mask has as many elements as the array; the values are repeated as needed"))
def place(arr: Value, mask: Value, vals: Value) -> Outcome:
    """Rule of `numpy.place(arr, mask, vals)`."""
    target, condition, source = _target(arr), array(mask), array(vals)
    claims = Claims()
    _as_many(target, condition, claims)
    some = at_least(_total(source), 1)
    if some is Verdict.YES or at_least(0, _total(condition)) is Verdict.YES:
        return Outcome(None, tuple(claims))
    _, fresh = _true_count(condition)
    claims.require(Depends(Phrase("there is a value to place, or the mask holds nowhere")))
    return Outcome(None, tuple(claims), (fresh,))


def _true_count(condition: Array) -> tuple[Size, Symbol]:
    count, fresh = fresh_size("true_count")
    return minimum(count, _total(condition)), fresh


def _as_many(target: Array, mask: Array, claims: Claims) -> None:
    own, other = (Quantity(_total(operand), Phrase("elements")) for operand in (target, mask))
    claims.require(Agree(own, other, Phrase("numbers of elements of array and mask")))


@rule("numpy.putmask", form=Phrase("the mask has as many elements as the array; the values are repeated as needed"))
def putmask(a: Value, /, mask: Value, values: Value) -> Outcome:
    """Rule of `numpy.putmask(a, mask, values)`."""
    target, source = _target(a), array(values)
    claims = Claims()
    _as_many(target, array(mask), claims)
    sizes_of(source)
    return Outcome(None, tuple(claims))


@rule("numpy.copyto", form=Phrase("src and where are stretched to dst"))
def copyto(dst: Value, src: Value, casting: Value = "same_kind", where: Value = True) -> Outcome:
    """Rule of `numpy.copyto(dst, src)`."""
    target, source, condition = _target(dst), array(src), array(where)
    option(casting, ("no", "equiv", "safe", "same_kind", "unsafe", "same_value"), "casting")
    if casting != "unsafe":
        _fits(source, target)
    if isinstance(where, Array) and condition.kind not in {"b", None}:  # anything else is taken for booleans
        if where.shape.rank == 0:
            raise Undetermined  # a scalar of NumPy's is, an array of one element is not
        raise Refuted(Valid(Phrase("where must have booleans")))
    claims = Claims()
    stretch(source, target, claims)
    if where is not True:
        try:
            broadcast_into(condition, target, claims)
        except Refuted:
            if not (isinstance(src, Array) and _may_be_same(source, target)):
                raise
            claims.require(
                Depends(Phrase("src is dst itself, and NumPy leaves it as it is"), (fresh_size("itself")[1],))
            )
    return Outcome(None, tuple(claims))


def _may_be_same(source: Array, target: Array) -> bool:
    """Tell whether two arrays may have the same elements: one element type and one shape."""
    if None not in (source.kind, target.kind) and source.kind != target.kind:
        return False
    own, other = source.shape.sizes, target.shape.sizes
    if own is None or other is None:
        return True
    return len(own) == len(other) and Verdict.NO not in map(compare, own, other)


@rule("numpy.fill_diagonal", form=Phrase("(n,m); (n,n,n,...): all sizes agree from three axes up"))
def fill_diagonal(a: Value, val: Value, wrap: Value = False) -> Outcome:
    """Rule of `numpy.fill_diagonal(a, val)`: the values, however many, are repeated as needed."""
    target = _target(a)
    claims = Claims()
    claims.require(RankIs(target, 2))
    sizes = sizes_of(target)
    if len(sizes) > 2:
        for axis in range(1, len(sizes)):
            claims.require(Agree(Axis(target, 0), Axis(target, axis), Phrase("sizes")))
    return Outcome(None, tuple(claims))


@rule("ndarray.fill", form=Phrase("the value is a number"))
def fill(self: Value, value: Value, /) -> Outcome:
    """Rule of `a.fill(value)`."""
    claims = Claims()
    source = array(value)
    if array(self).kind != "O" and _total(source) != 1:  # an object may be anything
        claims.require(RankIs(source, 0, 0))
    return Outcome(None, tuple(claims))
