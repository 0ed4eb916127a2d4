"""Rules written as NumPy's gufunc signatures: `(n?,k),(k,m?)->(n?,m?)`.

References: NumPy C-API, "Generalized universal function API"; a `?` marks a core axis that all operands may lack.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from shapecheck.core.array import Array, Axis
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, RankIs
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import sizes_of
from shapecheck.ops.rule import Claims

__all__ = ["Signature", "apply_signature", "parse_signature", "present_labels"]


@dataclass(frozen=True, slots=True)
class Signature:
    """A parsed signature: the labels of each operand's and each result's core axes."""

    inputs: tuple[tuple[str, ...], ...]
    outputs: tuple[tuple[str, ...], ...]


@cache
def parse_signature(text: str) -> Signature:
    """Read a signature as NumPy writes it.

    Examples
    --------
    >>> parse_signature("(m,n),(n)->(m)")
    Signature(inputs=(('m', 'n'), ('n',)), outputs=(('m',),))
    """
    left, _, right = text.replace(" ", "").partition("->")
    return Signature(_cores(left), _cores(right))


def _cores(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(filter(None, group.split(","))) for group in text[1:-1].split("),("))


def apply_signature(
    signature: Signature,
    operands: Sequence[Array],
    claims: Claims,
    what: str = Phrase("core sizes"),
    cores: Sequence[tuple[int, ...]] | None = None,
) -> tuple[tuple[Size, ...], ...]:
    """Give the sizes of each result; require that core sizes agree and the other axes broadcast.

    `what` names the core sizes in the claim that they agree: `inner sizes`. `cores` says which axes of each operand
    are its core axes, where they are not the last ones.
    """
    if cores is None and any(operand.shape.rank is None for operand in operands):
        _agree_at_their_ends(signature, operands, claims, what)
    bound: dict[str, Axis] = {}
    absent: set[str] = set()
    outer: list[Array] = []
    for position, (labels, operand) in enumerate(zip(signature.inputs, operands, strict=True)):
        sizes = sizes_of(operand)
        present = present_labels(labels, len(sizes), absent)
        first = len(sizes) - len(present)
        if first < 0:
            claims.require(RankIs(operand, len(present)))
        core = range(first, len(sizes)) if cores is None else cores[position]
        for axis, label in zip(core, present, strict=True):
            place = Axis(operand, axis)
            known = bound.setdefault(label, place)
            if known is not place and known.size != sizes[axis]:
                claims.require(Agree(known, place, what))
        if cores is not None:
            sizes = tuple(size for axis, size in enumerate(sizes) if axis not in core)
        if not present:
            outer.append(operand)
        elif first:
            outer.append(Array(Shape(sizes[:first]), name=operand.name, origins=operand.origins))
    loop, broadcast_claims = broadcast(outer)
    for claim in broadcast_claims:
        claims.require(claim)
    return tuple(
        [
            (*loop.before, *[bound[label].size for label in labels if label not in absent])
            for labels in signature.outputs
        ]
    )


def _agree_at_their_ends(signature: Signature, operands: Sequence[Array], claims: Claims, what: str) -> None:
    """Require that the last sizes agree of operands of which one has an unknown rank, as far as they are known."""
    bound: dict[str, Axis] = {}
    for whole, operand in zip(signature.inputs, operands, strict=True):
        shape = operand.shape
        labels = whole if shape.rank is None else present_labels(whole, shape.rank, set())
        while len(labels) > shape.least_rank and labels[0].endswith("?"):
            labels = labels[1:]  # the axis may not be there; those behind it are at the end in any case
        for axis, label in zip(range(-len(labels), 0), labels, strict=True):
            if len(labels) <= shape.least_rank and shape.axis(axis) is not None:
                place = Axis(operand, axis if shape.rank is None else axis + shape.rank)
                known = bound.setdefault(label, place)
                if known.size != place.size:
                    claims.require(Agree(known, place, what))


def present_labels(labels: tuple[str, ...], rank: int, absent: set[str]) -> tuple[str, ...]:
    """Give the labels of the axes that the operand has; add those of optional axes that it lacks to `absent`."""
    missing = len(labels) - rank
    if missing <= 0 and not absent:
        return labels
    for label in labels:
        if missing > 0 and label.endswith("?"):
            absent.add(label)
            missing -= 1
    return tuple(label for label in labels if label not in absent)
