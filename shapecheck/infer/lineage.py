"""How an array was made: which operation added an axis, which arrays it comes from, what was made alike.

Nothing is kept for this: the operations that gave the arrays are gone through backwards when somebody asks.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, symbol, symbol_in, symbols_of
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.infer.elements import are_interchangeable
from shapecheck.infer.events import Operation
from shapecheck.infer.origins import Derivation, Origins
from shapecheck.infer.site import Site
from shapecheck.ops.roles import Role, hands_through, is_blank, role_of
from shapecheck.ops.rule import apply

__all__ = ["Lineage", "arrays_of", "is_within"]

_FURTHEST = 40  # operations back, one behind the other
_MOST = 300  # operations that are gone through for one answer
_TAG = "axis"
_HANDS_ON = {Role.ELEMENTWISE, Role.TURNS, Role.MOVES, Role.INDEXES, Role.RESHAPES, Role.DIFFERENCES}


class Lineage:
    """Answers how arrays were made, from the operations that gave them.

    Parameters
    ----------
    origins : Origins
        The derivations of the arrays.
    """

    def __init__(self, origins: Origins) -> None:
        self._origins = origins

    def made_by(self, array: Array) -> Derivation | None:
        """Give the operation that gave an array, or None where it is a leaf: an argument, data that were read."""
        return self._origins.derivation(array)

    def same(self, array: Array, other: Array) -> bool:
        """Tell whether two arrays are one and the same."""
        return self._key(array) == self._key(other)

    def writer(self, array: Array, axis: int) -> Derivation | None:
        """Give the operation that added an axis of size 1, or None: it was kept, or an array was made with it."""
        pending, seen = [(array, axis)], set[object]()
        while pending and len(seen) < _MOST:
            own, place = pending.pop()
            known = None if (self._key(own), place) in seen else self.made_by(own)
            seen.add((self._key(own), place))
            if known is None:
                continue
            if _writes(known, place):
                return known
            pending += _sources(known, place)
        return None

    def elementwise(self, array: Array, *, numbers: bool = False) -> Iterator[Array]:
        """Give an array and those that it was computed from element by element, single `numbers` as well if told to."""
        pending, seen = [(array, 0)], set[object]()
        while pending and len(seen) < _MOST:
            own, depth = pending.pop(0)
            key = self._key(own)
            if key in seen:
                continue
            seen.add(key)
            yield own
            known = self.made_by(own)
            if known is not None and depth < _FURTHEST and role_of(known.rule) is Role.ELEMENTWISE:
                pending += [(operand, depth + 1) for operand in arrays_of(known, numbers=numbers)]

    def reductions(self, array: Array) -> Iterator[Derivation]:
        """Give the reductions whose result an array, or a single number, is, changed element by element at most."""
        for part in self.elementwise(array, numbers=array.shape.rank == 0):
            known = self.made_by(part)
            if known is not None and role_of(known.rule) is Role.REDUCES:
                yield known

    def written(self, array: Array) -> Sequence[Any] | None:
        """Give the elements that an array of one axis was made of, a list of values; None where there is none."""
        for _ in range(_FURTHEST):
            known = self.made_by(array)
            if known is None or not known.arguments or not hands_through(known.rule) or array.shape.rank != 1:
                return None
            first = known.arguments[0]
            if isinstance(first, (list, tuple)):
                return first
            if not isinstance(first, Array):
                return None
            array = first
        return None

    def ancestors(self, array: Array, *, numbers: bool = False) -> Iterator[Array]:
        """Give an array and all those that it comes from, single `numbers` as well if told to."""
        return self._walk(array, lambda _: True, numbers=numbers)

    def key(self, array: Array) -> object:
        """Give what an array is known by: two that were picked in the same way are one."""
        return self._key(array)

    def keys(self, array: Array) -> frozenset[object]:
        """Give what an array and those that it comes from are known by, each by something else."""
        return frozenset(map(self._key, self.ancestors(array, numbers=True)))

    def _walk(self, array: Array, goes_on: Callable[[Derivation], bool], *, numbers: bool = False) -> Iterator[Array]:
        """Give an array and those that it comes from, each once, as far as operations are gone on from."""
        pending, seen = [array], set[object]()
        while pending and len(seen) < _MOST:
            own = pending.pop(0)
            key = self._key(own)
            if key in seen:
                continue
            seen.add(key)
            yield own
            known = self.made_by(own)
            if known is not None and goes_on(known):
                pending += arrays_of(known, numbers=numbers)

    def handed(self, array: Array) -> Iterator[Array]:
        """Give an array and those whose elements it has, on other axes, computed one by one or as differences."""
        return self._walk(array, lambda known: role_of(known.rule) in _HANDS_ON)

    def is_made_up(self, array: Array) -> bool:
        """Tell whether the values of an array were made of numbers alone, at random or written out, and not computed.

        Zeros are no such values: they are there to be filled.
        """
        return self._is_made(array) and not all(is_blank(name) for name in self._makers(array))

    def is_initial(self, array: Array, *, blank: bool = False) -> bool:
        """Tell whether an array has values that something starts from: made, and no places on an axis.

        With `blank` zeros alone.
        """
        if not self._is_made(array):
            return False
        if blank:
            return all(is_blank(name) for name in self._makers(array))
        return all(
            known is None or role_of(known.rule) is not Role.PLACES for known in map(self.made_by, self.handed(array))
        )

    def is_computed(self, array: Array) -> bool:
        """Tell whether a product or a sum along an axis is what an array was made of, element by element at most."""
        roles = {role_of(known.rule) for known in map(self.made_by, self.handed(array)) if known is not None}
        return not roles.isdisjoint({Role.PRODUCTS, Role.REDUCES})

    def _is_made(self, array: Array) -> bool:
        """Tell whether all that an array has was made of numbers alone."""
        made = map(self.made_by, self.handed(array))
        return all(known is not None and (not arrays_of(known) or role_of(known.rule) in _HANDS_ON) for known in made)

    def _makers(self, array: Array) -> Iterator[str]:
        """Give the operations that made what an array has, of numbers alone."""
        for known in map(self.made_by, self.handed(array)):
            if known is not None and not arrays_of(known):
                yield known.name

    def are_of_the_same(self, left: Array, right: Array) -> bool:
        """Tell whether two arrays are one, or have one shape and come from the same arrays and no other."""
        if self.same(left, right):
            return True
        if left.shape != right.shape or left.shape.rank is None:
            return False
        roots = [self._roots(array) for array in (left, right)]
        return bool(roots[0]) and roots[0] == roots[1]

    def marks(self, array: Array) -> frozenset[object]:
        """Give what an array is known by: two that are the same have one of these in common."""
        return frozenset({self._key(array), (array.shape, frozenset(self._roots(array)))})

    def _roots(self, array: Array) -> set[object]:
        """Give where the arrays were made that an array was made of, and that are made of no other."""
        made = ((own, self.made_by(own)) for own in self.ancestors(array))
        return {
            self._key(own) if known is None else (id(known.told_at.node), id(known.told_at.caller))
            for own, known in made
            if known is None or not arrays_of(known)
        }

    def are_of_one(self, left: Array, right: Array) -> bool:
        """Tell whether two arrays come from one array and from no other."""
        others = {self._key(array): array for array in self.ancestors(right)}
        return any(
            self._comes_from(left, key) and self._comes_from(right, key)
            for key in map(self._key, self.ancestors(left))
            if key in others
        )

    def are_alike(self, left: Array, right: Array) -> bool:
        """Tell whether two arrays were computed in the same way, if not of the same arrays, but for axes."""
        ways = self._way(left), self._way(right)
        return ways[0] == ways[1] and ways[0] != {_LEAF}

    def are_interchangeable(self, array: Array, axes: tuple[int, int]) -> bool:
        """Tell whether an array is the same with two axes in each other's place, as a symmetric matrix is."""
        return are_interchangeable(array, axes, self.made_by, self._key, _places)

    def _comes_from(self, array: Array, source: object) -> bool:
        """Tell whether all that an array is made of comes from the one array with a key."""
        pending, seen = [array], set[object]()
        while pending:
            own = pending.pop()
            key = self._key(own)
            if key == source or key in seen:
                continue
            seen.add(key)
            known = self.made_by(own)
            operands = [] if known is None or _picks(known) else arrays_of(known)
            if not operands or len(seen) > _MOST:
                return False
            pending += operands
        return True

    def _way(self, array: Array) -> frozenset[object]:
        """Give how the elements of an array were computed last; what is done element by element is left out."""
        found: set[object] = set()
        pending, seen = [array], set[object]()
        while pending and len(seen) < _MOST:
            own = pending.pop()
            key = self._key(own)
            if key in seen:
                continue
            seen.add(key)
            known = self.made_by(own)
            role = Role.OTHER if known is None else role_of(known.rule)
            operands = [] if known is None or _picks(known) else arrays_of(known)
            if role is Role.PLACES:
                found.add(_PLACES)
            elif known is None or not operands:
                found.add(_LEAF)
            elif role in _HANDS_ON:
                pending += operands
            else:
                found.add(known.rule.names)
        return frozenset(found)

    def _key(self, array: Array) -> object:
        """Give what an array is known by: two that were picked in the same way are one."""
        array = self._origins.same(array)
        known = self._origins.derivation(array)
        if known is not None and _picks(known):
            index = known.arguments[1:]
            if not any(isinstance(part, Array) for part in _flat(index)):
                return self._key(known.arguments[0]), repr(index)
        return id(array)


_LEAF, _PLACES = "leaf", "places"


def axis_reduced(known: Derivation | Operation) -> int | None:
    """Give the axis that a reduction was told to go along, if it is one that is known."""
    try:
        axis = known.rule.given(known.arguments, known.keywords).arguments.get("axis")
    except TypeError:
        return None
    return axis if type(axis) is int else None


def arrays_of(known: Derivation, *, numbers: bool = False) -> list[Array]:
    """Give the arrays with axes that an operation was given, those of a single number as well if told to."""
    named = (value for key, value in known.keywords.items() if key not in {"out", "where"})
    found = (part for part in _flat((*known.arguments, *named)) if isinstance(part, Array))
    return [part for part in found if numbers or part.shape.rank != 0]


def _flat(values: Any) -> Iterator[Any]:
    for value in values:
        if isinstance(value, (list, tuple)):
            yield from _flat(value)
        else:
            yield value


def _picks(known: Derivation) -> bool:
    """Tell whether an operation takes some of an array's elements by their place: another place has other data."""
    return (
        role_of(known.rule) is Role.INDEXES
        and isinstance(known.arguments[0], Array)
        and any(type(part) is int or isinstance(part, Dim) for part in _flat(known.arguments[1:]))
    )


def _probed(known: Derivation) -> tuple[Any, Mapping[Symbol, tuple[Array, int]]]:
    """Give what an operation gives of arrays whose axes all have a size of their own, and whose axes those are."""
    tags: dict[Symbol, tuple[Array, int]] = {}

    def tag(value: Any) -> Any:
        if isinstance(value, Array) and value.shape.run is None:
            return replace(value, shape=Shape(tuple(own(value, axis) for axis in range(len(value.shape.before)))))
        return type(value)(map(tag, value)) if isinstance(value, (list, tuple)) else value

    def own(operand: Array, axis: int) -> Size:
        made = symbol(_TAG, len(tags), may_be_zero=True)  # else a slice of one place were 1 as a new axis is
        tags[next(symbols_of(made))] = operand, axis
        return made

    index = role_of(known.rule) is Role.INDEXES
    given = (tag(known.arguments[0]), *known.arguments[1:]) if index else tuple(map(tag, known.arguments))
    try:
        outcome = apply(known.rule, given, known.keywords)
    except (ArithmeticError, RecursionError, NotImplementedError, ValueError, TypeError):
        return None, tags
    return outcome.result, tags


def _probed_size(known: Derivation, axis: int) -> tuple[Size | None, Mapping[Symbol, tuple[Array, int]]]:
    probe, tags = _probed(known)
    if not isinstance(probe, Array) or probe.shape.rank is None or probe.shape.rank != known.result.shape.rank:
        return None, tags
    return probe.shape.before[axis], tags


def _places(known: Derivation) -> list[tuple[int, int] | None]:
    """Give for each axis of a result which operand has it, counted from 0, and as which of its axes."""
    probe, tags = _probed(known)
    rank = known.result.shape.rank
    if not isinstance(probe, Array) or probe.shape.rank != rank or rank is None:
        return [None] * (rank or 0)
    operands = [(at, axis) for at, one in enumerate(arrays_of(known)) for axis in range(len(one.shape.before))]
    own = dict(zip(tags, operands, strict=False))
    symbols = [symbol_in(size) if isinstance(size, Dim) else None for size in probe.shape.before]
    return [None if symbol is None else own.get(symbol) for symbol in symbols]


def _writes(known: Derivation, axis: int) -> bool:
    """Tell whether an operation gave its result an axis that none of its arrays has."""
    operands = arrays_of(known)
    match role_of(known.rule):
        case Role.GRIDS:
            return True
        case Role.RESHAPES:
            return bool(operands) and all(operand.shape != known.result.shape for operand in operands)
        case Role.TURNS | Role.MOVES | Role.INDEXES:
            return bool(operands) and _probed_size(known, axis)[0] == 1  # whatever the sizes of the operands are
    return False


def _sources(known: Derivation, axis: int) -> list[tuple[Array, int]]:
    """Give the operands' axes that an axis of the result is."""
    match role_of(known.rule):
        case Role.RESHAPES:
            return [(operand, axis) for operand in arrays_of(known)]
        case Role.ELEMENTWISE:
            ranks = [(operand, operand.shape.rank) for operand in arrays_of(known)]
            whole = known.result.shape.rank or 0
            return [(operand, axis - whole + rank) for operand, rank in ranks if rank and axis - whole + rank >= 0]
        case Role.TURNS | Role.MOVES | Role.INDEXES | Role.REDUCES:
            size, tags = _probed_size(known, axis)
            own = symbol_in(size) if isinstance(size, Dim) else None
            return [tags[own]] if own is not None and own in tags else []
    return []


def is_within(known: Derivation, site: Site) -> bool:
    """Tell whether an operation stands in the expression at a site, or in a function that is called there."""
    inside: ast.AST = site.node
    parts = set(map(id, ast.walk(inside)))
    here: Site | None = known.site
    while here is not None:
        if id(here.node) in parts and here.source is site.source:
            return True
        here = here.caller
    return False
