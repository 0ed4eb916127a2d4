"""The elements of arrays in index notation: what K[i, j] was computed of, down to arrays of which no more is known.

A matrix is its own transpose where K[i, j] and K[j, i] are one expression, in whatever order commuting operands and
sums are written.

References: Ricci, Levi-Civita 1901, "Méthodes de calcul différentiel absolu" (summation over repeated indices).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any, TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.infer.known import OF_PAIRS, SYMMETRIC
from shapecheck.infer.origins import Derivation
from shapecheck.ops.roles import (
    Algebra,
    Role,
    algebra_of,
    hands_through,
    is_symmetric_maker,
    keeps_symmetry,
    of_all_pairs,
    role_of,
)

__all__ = ["are_interchangeable"]

_MOST = 150  # parts of one expression
_MOST_SUMMED = 4  # indices of one sum whose orders are tried

Label: TypeAlias = "int | tuple[Label, str] | None"
"""An index; with the text of a slice where it runs along a part of an axis; None on an axis of size 1."""

Probe: TypeAlias = Callable[[Derivation], Sequence[tuple[int, int] | None]]
"""Tells for each axis of a result which operand has it, and as which of its axes."""


@dataclass(frozen=True, slots=True)
class _Element:
    """An element of an array of which no more is known, or a number."""

    key: object
    labels: tuple[Label, ...] = ()
    symmetric: bool = False


@dataclass(frozen=True, slots=True)
class _Applied:
    """An operation on elements."""

    name: str
    operands: "tuple[_Term, ...]"
    algebra: Algebra = Algebra.NONE


@dataclass(frozen=True, slots=True)
class _Over:
    """A reduction along axes, each with an index of its own."""

    name: str
    labels: tuple[int, ...]
    of: "_Term"


@dataclass(frozen=True, slots=True)
class _Negative:
    of: "_Term"


_Term: TypeAlias = _Element | _Applied | _Over | _Negative


class _TooLong(Exception):
    """Signal that an expression has too many parts to be compared."""


def are_interchangeable(
    array: Array, axes: tuple[int, int], made_by: Callable[[Array], Derivation | None], key: Callable[[Array], object],
    probe: Probe,
) -> bool:  # fmt: skip
    """Tell whether an array stays the same when two of its axes change places; False where that is not known.

    Parameters
    ----------
    array : Array
        The array; its rank is known.
    axes : tuple of int
        The two axes.
    made_by, key : callable
        Give the operation that gave an array, and what an array is known by.
    probe : callable
        Tells of an operation which axes of operands the axes of its result are.
    """
    expansion = _Expansion(made_by, key, probe)
    plain = list(range(len(array.shape.before)))
    turned = list(plain)
    turned[axes[0]], turned[axes[1]] = turned[axes[1]], turned[axes[0]]
    names = {label: f"i{label}" for label in plain}
    try:
        one, other = (expansion.element(array, tuple(labels)) for labels in (plain, turned))
        # With one name for all indices of sums there are no orders of them to try; what differs then, differs.
        if _written(one, names, apart=False) != _written(other, names, apart=False):
            return False
        return _written(one, names) == _written(other, names)
    except _TooLong:
        return False


class _Expansion:
    """Expands elements of arrays into expressions."""

    def __init__(
        self, made_by: Callable[[Array], Derivation | None], key: Callable[[Array], object], probe: Probe
    ) -> None:
        self._made_by, self._key = made_by, key
        self._probes: dict[int, Sequence[tuple[int, int] | None]] = {}
        self._probe = self._kept(probe)
        self._parts = 0
        self._fresh = 1000  # labels of sums: no array has so many axes

    def _kept(self, probe: Probe) -> Probe:
        """Give a probe that is asked once of an operation: an array is expanded in as many places as it is used."""

        def asked(known: Derivation) -> Sequence[tuple[int, int] | None]:
            found = self._probes.get(id(known.result))
            if found is None:
                found = self._probes[id(known.result)] = probe(known)
            return found

        return asked

    def element(self, array: Array, labels: tuple[Label, ...]) -> _Term:
        """Give the element of an array at the indices."""
        self._parts += 1
        if self._parts > _MOST:
            raise _TooLong
        sizes = array.shape.before
        labels = tuple(None if size == 1 else label for size, label in zip(sizes, labels, strict=True))
        known = self._made_by(array)
        made = None if known is None else self._expanded(known, labels)
        return _Element(self._key(array), labels) if made is None else made

    def _expanded(self, known: Derivation, labels: tuple[Label, ...]) -> _Term | None:
        """Give an element of the result of an operation, or None where it is not known what that is."""
        if len(labels) == 2 and self._is_symmetric(known):
            return _Element(self._key(known.result), labels, symmetric=True)
        if known.name in OF_PAIRS:
            return self._of_pair(known, labels)
        pairs = of_all_pairs(known.name)
        if pairs is not None:
            return self._of_all_pairs(pairs, known, labels)
        match role_of(known.rule):
            case Role.ELEMENTWISE:
                return self._elementwise(known, labels)
            case Role.PRODUCTS:
                return self._product(known, labels)
            case Role.REDUCES:
                return self._reduced(known, labels)
            case Role.INDEXES:
                return self._indexed(known, labels)
            case Role.TURNS | Role.MOVES | Role.RESHAPES:
                return self._moved(known, labels)
        return None

    def _of_pair(self, known: Derivation, labels: tuple[Label, ...]) -> _Term | None:
        """Give what a function gives of a row of one array and a row of another one, whichever is the first."""
        if not all(isinstance(operand, Array) and operand.shape.rank == 2 for operand in known.arguments[:2]):
            return None
        rows = zip(known.arguments[:2], labels, strict=True)
        others = tuple(_Element(repr(value)) for value in (*known.arguments[2:], *known.keywords.items()))
        return _Applied(known.name, (*(self.element(own, (at, None)) for own, at in rows), *others), Algebra.COMMUTES)

    def _of_all_pairs(self, name: str, known: Derivation, labels: tuple[Label, ...]) -> _Term | None:
        """Give what an operation gives of an element of one array and an element of another one."""
        operands = known.arguments[:2]
        if known.keywords or not all(isinstance(one, Array) and one.shape.rank is not None for one in operands):
            return None
        at = len(operands[0].shape.before)
        sides = zip(operands, (labels[:at], labels[at:]), strict=True)
        return _applied(name, (), [self.element(own, place) for own, place in sides])

    def _is_symmetric(self, known: Derivation) -> bool:
        """Tell whether a matrix is its own transpose by what made it."""
        if known.name in SYMMETRIC or is_symmetric_maker(known.rule, known.arguments, known.keywords):
            return True
        operand = known.arguments[0] if known.arguments and keeps_symmetry(known.rule) else None
        if not isinstance(operand, Array) or operand.shape.rank != 2:
            return False
        return are_interchangeable(operand, (0, 1), self._made_by, self._key, self._probe)

    def _elementwise(self, known: Derivation, labels: tuple[Label, ...]) -> _Term | None:
        if hands_through(known.rule):
            return self._moved(known, labels)
        if not known.keywords.keys() <= {"dtype", "casting", "order"}:
            return None
        operands: list[_Term] = []
        for value in known.arguments:
            rank = value.shape.rank if isinstance(value, Array) else 0
            if isinstance(value, (list, tuple)) or rank is None or rank > len(labels):
                return None
            if isinstance(value, Array):
                operands.append(self.element(value, labels[len(labels) - rank :]))
            else:
                operands.append(_Element(repr(value)))
        return _applied(known.name, known.arguments, operands)

    def _product(self, known: Derivation, labels: tuple[Label, ...]) -> _Term | None:
        """Give the product of two arrays, summed over one axis of each or over none."""
        operands = [value for value in known.arguments if isinstance(value, Array)]
        if len(operands) != 2 or not all(operand.shape.rank for operand in operands):
            return None
        of: list[list[Label]] = [[None] * len(operand.shape.before) for operand in operands]
        free = [set(range(len(operand.shape.before))) for operand in operands]
        for label, source in zip(labels, self._probe(known), strict=True):
            if source is None:
                return None
            of[source[0]][source[1]] = label
            free[source[0]].discard(source[1])
        if len(free[0]) != len(free[1]) or len(free[0]) > 1:
            return None
        summed = self._labels(len(free[0]))
        for own, axes in zip(of, free, strict=True):
            for axis in axes:
                own[axis] = summed[0]
        factors = [self.element(operand, tuple(own)) for operand, own in zip(operands, of, strict=True)]
        return _sum_of_product(summed, factors)

    def _reduced(self, known: Derivation, labels: tuple[Label, ...]) -> _Term | None:
        given = dict(known.rule.given(known.arguments, known.keywords).arguments)
        source, axis, keepdims = next(iter(given.values())), given.pop("axis", None), given.pop("keepdims", False)
        others = list(given.items())[1:]
        if not isinstance(source, Array) or source.shape.rank is None or any(_has_array(one) for _, one in others):
            return None
        rank = source.shape.rank
        axes = range(rank) if axis is None else axis if isinstance(axis, tuple) else (axis,)
        if not all(type(one) is int for one in axes) or type(keepdims) is not bool:
            return None
        dropped = sorted({one % rank for one in axes})
        kept = [label for at, label in enumerate(labels) if not keepdims or at not in dropped]
        if len(kept) != rank - len(dropped):
            return None
        summed = self._labels(len(dropped))
        rest, along = iter(kept), iter(summed)
        inner = self.element(source, tuple(next(along) if at in dropped else next(rest) for at in range(rank)))
        name = known.name.rpartition(".")[2]
        return _Over(f"{name}{others}" if others else name, summed, inner)

    def _indexed(self, known: Derivation, labels: tuple[Label, ...]) -> _Term | None:
        source, index = known.arguments[0], known.arguments[1]
        items = list(index) if isinstance(index, tuple) else [index]
        if not isinstance(source, Array) or source.shape.rank is None:
            return None
        if not all(item is None or item is ... or isinstance(item, (int, Dim, slice)) for item in items):
            return None
        whole = [slice(None)] * (source.shape.rank - sum(item is not None and item is not ... for item in items))
        at = next((place for place, item in enumerate(items) if item is ...), len(items))
        items = [*items[:at], *whole, *items[at + 1 :]]
        rest, own = iter(labels), list[Label]()
        for item in items:
            if item is None:
                next(rest)
            elif isinstance(item, slice):
                label = next(rest)
                own.append(label if item == slice(None) else (label, repr(item)))
            else:
                own.append((None, repr(item)))
        return self.element(source, tuple(own))

    def _moved(self, known: Derivation, labels: tuple[Label, ...]) -> _Term | None:
        """Give an element of the one operand, whose axes change places, or are added and dropped where of size 1."""
        source = known.arguments[0] if known.arguments else None
        if not isinstance(source, Array) or source.shape.rank is None or not hands_through(known.rule):
            return None
        own: list[Label] = [None] * source.shape.rank
        sizes, made = source.shape.before, known.result.shape.before
        if role_of(known.rule) is Role.TURNS:
            for label, found in zip(labels, self._probe(known), strict=True):
                if found is None:
                    return None
                own[found[1]] = label
            return self.element(source, tuple(own))
        if [size for size in sizes if size != 1] != [size for size in made if size != 1]:
            return None
        along = (label for size, label in zip(made, labels, strict=True) if size != 1)
        return self.element(source, tuple(None if size == 1 else next(along) for size in sizes))

    def _labels(self, count: int) -> tuple[int, ...]:
        self._fresh += count
        return tuple(range(self._fresh - count, self._fresh))


def _applied(full: str, arguments: Sequence[Any], operands: list[_Term]) -> _Term:
    """Give an operation on elements; differences as sums, quotients as products."""
    algebra = algebra_of(full, arguments)
    name = full.rpartition(".")[2]
    match algebra:
        case Algebra.SUBTRACTS:
            return _Applied("add", (operands[0], _Negative(operands[1])), Algebra.ADDS)
        case Algebra.DIVIDES:
            return _sum_of_product((), [operands[0], _Applied("reciprocal", (operands[1],), Algebra.ODD)])
        case Algebra.MULTIPLIES:
            return _sum_of_product((), operands)
        case Algebra.NEGATES:
            return _Negative(operands[0])
        case Algebra.ADDS:
            flat = [part for term in operands for part in (term.operands if _is_sum(term) else (term,))]  # type: ignore[union-attr]
            return _Applied("add", tuple(flat), algebra)
    return _Applied(name, tuple(operands), algebra)


def _is_sum(term: _Term) -> bool:
    return isinstance(term, _Applied) and term.algebra is Algebra.ADDS


def _sum_of_product(summed: tuple[int, ...], factors: Sequence[_Term]) -> _Term:
    """Give a product of all factors, those of products in it as well, under one sum."""
    flat: list[_Term] = []
    for factor in factors:
        if isinstance(factor, _Over) and factor.name == _PRODUCT and isinstance(factor.of, _Applied):
            summed += factor.labels
            flat += factor.of.operands
        elif isinstance(factor, _Applied) and factor.algebra is Algebra.MULTIPLIES:
            flat += factor.operands
        else:
            flat.append(factor)
    product = _Applied("multiply", tuple(flat), Algebra.MULTIPLIES)
    return _Over(_PRODUCT, summed, product) if summed else product


_PRODUCT = "product"  # the sum of a matrix product: it stays where it is when factors are put into it
_EVEN, _LINEAR = ("norm",), (_PRODUCT, "sum", "mean")


def _has_array(value: Any) -> bool:
    return any(map(_has_array, value)) if isinstance(value, (list, tuple)) else isinstance(value, Array)


def _written(term: _Term, names: Mapping[int, str], *, apart: bool = True) -> tuple[bool, str]:
    """Give whether an expression is negative, and a text that is the same for all ways to write what it is without.

    The indices of sums are told `apart`, or have all one name.
    """
    match term:
        case _Element(key, labels, symmetric):
            texts = [_label(label, names) for label in labels]
            return False, f"{key}[{','.join(sorted(texts) if symmetric else texts)}]"
        case _Negative(inner):
            negative, text = _written(inner, names, apart=apart)
            return not negative, text
        case _Over(name, labels, inner):
            return _reduction(name, labels, inner, names, apart=apart)
        case _Applied(name, operands, algebra):
            parts = [_written(operand, names, apart=apart) for operand in operands]
            return _application(name, algebra, parts)


def _application(name: str, algebra: Algebra, parts: list[tuple[bool, str]]) -> tuple[bool, str]:
    if algebra is Algebra.ADDS:
        ways = ((sign, sorted((own is not sign, text) for own, text in parts)) for sign in (False, True))
        sign, best = min(ways, key=lambda way: (way[1], way[0]))
        return sign, f"add{best}"
    if algebra in {Algebra.MULTIPLIES, Algebra.ODD}:
        return sum(sign for sign, _ in parts) % 2 == 1, f"{name}{sorted(text for _, text in parts)}"
    if algebra is Algebra.EVEN:
        return False, f"{name}{[text for _, text in parts]}"
    return False, f"{name}{sorted(parts) if algebra is Algebra.COMMUTES else parts}"


def _reduction(
    name: str, labels: tuple[int, ...], inner: _Term, names: Mapping[int, str], *, apart: bool
) -> tuple[bool, str]:
    """Write a reduction; its indices have no order: of all ways to name them the first in the alphabet is taken."""
    own = [f"s{len(names) + place}" if apart else "s" for place in range(len(labels))]
    orders = permutations(labels) if apart and len(labels) <= _MOST_SUMMED else iter((labels,))
    ways = (_written(inner, {**names, **dict(zip(order, own, strict=True))}, apart=apart) for order in orders)
    sign, text = min(ways, key=lambda way: (way[1], way[0]))
    if name.startswith(_EVEN):
        return False, f"{name}({text})"
    return (sign, f"{name}({text})") if name in _LINEAR else (False, f"{name}({sign},{text})")


def _label(label: Label, names: Mapping[int, str]) -> str:
    if label is None:
        return "0"
    return names[label] if isinstance(label, int) else f"{_label(label[0], names)}:{label[1]}"
