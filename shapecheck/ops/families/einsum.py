"""Einstein summation: `numpy.einsum`."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shapecheck.core.array import Array, Axis
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, Broadcastable, RankIs, Valid
from shapecheck.core.dim import Dim, Size, broadcast_sizes
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, sizes_of
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class _Subscript:
    """The labels of one operand: those in front of the ellipsis, whether there is one, those behind it."""

    before: str
    ellipsis: bool
    after: str

    @property
    def labels(self) -> str:
        return self.before + self.after


@rule("numpy.einsum", form=Phrase("labels: equal label, equal size; a label not in the output is summed"))
def einsum(
    *operands: Value,
    out: Value = None,
    optimize: Value = False,
    dtype: Value = None,
    order: Value = "K",
    casting: Value = "safe",
) -> Outcome:
    """Rule of `numpy.einsum("ij,jk->ik", a, b)` and of the form with lists of labels."""
    text, arrays = _read_operands(operands)
    inputs, output = _parse(text, len(arrays))
    claims = Claims()
    sizes: dict[str, list[Axis]] = {}
    stretched: list[Array] = []
    for subscript, operand in zip(inputs, arrays, strict=True):
        count = len(subscript.labels)
        claims.require(RankIs(operand, count, None if subscript.ellipsis else count))
        rank = len(sizes_of(operand))
        middle = len(subscript.before)
        behind = rank - len(subscript.after)
        if subscript.ellipsis:
            stretched.append(Array(Shape(sizes_of(operand)[middle:behind]), name=operand.name))
        axes = (*range(middle), *range(behind, rank))
        own: dict[str, Axis] = {}
        for label, axis in zip(subscript.labels, axes, strict=True):
            place = Axis(operand, axis)
            # Within one operand a repeated label takes a diagonal, and there NumPy stretches nothing.
            if own.setdefault(label, place) is not place:
                claims.require(Agree(own[label], place, Phrase("sizes of label {label!r}", label=label)))
        for label, place in own.items():
            sizes.setdefault(label, []).append(place)
    shape, ellipsis_claims = broadcast(stretched)
    for claim in ellipsis_claims:
        claims.require(claim)
    merged = {label: _merge(axes, claims) for label, axes in sizes.items()}
    return result(_output_sizes(inputs, output, merged, shape), claims)


def ranks_asked(operands: Sequence[Value]) -> list[int | None]:
    """Return how many axes the subscripts of a call ask of each operand behind them; None where dots leave that open.

    Examples
    --------
    >>> ranks_asked(("ij,...j->i", None, None)), ranks_asked(("ij", None, None))
    ([2, None], [])
    """
    if not operands or not isinstance(operands[0], str):
        return []
    try:
        inputs, _ = _parse(operands[0], len(operands) - 1)
    except Refuted:
        return []
    return [None if own.ellipsis else len(own.labels) for own in inputs]


def _merge(axes: list[Axis], claims: Claims) -> Size:
    """Give the one size of a label. NumPy lets a size of 1 stand for any, as in broadcasting."""
    for i, axis in enumerate(axes):
        for earlier in axes[:i]:
            if earlier.size != axis.size:
                claims.require(Broadcastable(earlier, axis))
    return broadcast_sizes(*[axis.size for axis in axes])


def _output_sizes(
    inputs: Sequence[_Subscript], output: _Subscript | None, sizes: dict[str, Size], middle: Shape
) -> tuple[Size, ...]:
    if output is None:
        labels = "".join(subscript.labels for subscript in inputs)
        once = "".join(sorted(label for label in set(labels) if labels.count(label) == 1))
        output = _Subscript("", True, once)
    elif middle.before and not output.ellipsis:
        raise Refuted(Valid(Phrase("the output has no ellipsis for the extra axes of the operands")))
    for label in output.labels:
        if label not in sizes:
            raise Refuted(Valid(Phrase("the output label {label!r} is not among the operands' labels", label=label)))
        if output.labels.count(label) > 1:
            raise Refuted(Valid(Phrase("the output label {label!r} occurs twice", label=label)))
    own = middle.before if output.ellipsis else ()
    return (*(sizes[label] for label in output.before), *own, *(sizes[label] for label in output.after))


def _read_operands(operands: tuple[Value, ...]) -> tuple[str, list[Array]]:
    """Give the subscripts as text and the arrays, for both forms of the call."""
    if not operands:
        raise Refuted(Valid(Phrase("einsum needs subscripts and at least one operand")))
    first, *rest = operands
    if isinstance(first, str):
        return first, [array(operand) for operand in rest]
    if isinstance(first, (Unknown, bytes)):
        raise Undetermined
    pairs = list(zip(operands[0::2], operands[1::2], strict=False))
    text = ",".join(_labels_text(labels) for _, labels in pairs)
    if len(operands) % 2:
        text += "->" + _labels_text(operands[-1])
    return text, [array(operand) for operand, _ in pairs]


def _labels_text(labels: Value) -> str:
    if not isinstance(labels, (list, tuple)):
        raise Undetermined
    if any(isinstance(label, (Unknown, Array, Dim)) for label in labels):
        raise Undetermined
    parts = []
    for label in labels:
        if label is ...:
            parts.append("...")
        elif type(label) is int and 0 <= label < len(_LETTERS):
            parts.append(_LETTERS[label])
        else:
            raise Refuted(
                Valid(
                    Phrase(
                        "a label must be an integer from 0 to {number} (got {label!r})",
                        number=len(_LETTERS) - 1,
                        label=label,
                    )
                )
            )
    return "".join(parts)


@lru_cache(maxsize=1024)
def _parse(text: str, count: int) -> tuple[tuple[_Subscript, ...], _Subscript | None]:
    """Give the subscripts of each operand, and of the output if it is written."""
    left, arrow, right = text.replace(" ", "").partition("->")
    parts = left.split(",")
    if len(parts) != count:
        raise Refuted(
            Valid(Phrase("{count} subscripts are given for {wanted} operands", count=len(parts), wanted=count))
        )
    return tuple(map(_subscript, parts)), (_subscript(right) if arrow else None)


def _subscript(text: str) -> _Subscript:
    before, dots, after = text.partition("...")
    for character in before + after:
        if character not in _LETTERS:
            raise Refuted(Valid(Phrase("{character!r} is not a label: labels are letters", character=character)))
    return _Subscript(before, bool(dots), after)
