"""What a call gives whatever its unknown arguments are: the answer that all completions share.

`np.unique(x)` has one axis whether x is a number, a list or an array of any rank. The rule is asked about each rank
that an unknown argument may have, its sizes left open; what all the possible calls agree on is the answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, reduce
from inspect import signature
from itertools import product
from operator import or_
from typing import Any, TypeGuard

from shapecheck.core.array import ANY, Array
from shapecheck.core.claims import Depends
from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.judge import decide_all
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import fresh_size
from shapecheck.ops.results import may_keep_list
from shapecheck.ops.rule import Outcome, Rule, apply
from shapecheck.ops.values import UNKNOWN, Flat, Many, Sizes, Unknown, Value

__all__ = ["answer", "closed"]

# How many axes are tried beyond those that are known of an argument, by how many arguments are not known.
_MOST_AXES = {1: 6, 2: 5, 3: 4}
_OPEN = "completion"  # the name of a size that is tried
_PENDING = Depends(Phrase("what is not known of the arguments fits"))


def answer(rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Outcome:
    """Apply a rule to the arguments of one call, and where that says nothing, to all that they may be."""
    plain, plain_keywords = closed(arguments, keywords)
    outcome = apply(rule, plain, plain_keywords)
    if not _is_unknown(outcome.result) or not _is_asked(rule, arguments) or decide_all(outcome.claims) is Verdict.NO:
        return outcome
    if not keywords and _is_elementwise(rule, outcome.result, arguments):
        return _of_elements(outcome, arguments)
    found = _shared(rule, _frozen(tuple(arguments)), tuple((key, _frozen(value)) for key, value in keywords.items()))
    return outcome if found is None else found


def closed(arguments: Sequence[Value], keywords: Mapping[str, Value]) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """Give the arguments of a call as rules take them: a tuple of nobody knows how many sizes is unknown."""
    return tuple(map(_closed, arguments)), {key: _closed(value) for key, value in keywords.items()}


def _closed(value: Value) -> Value:
    return UNKNOWN if isinstance(value, Sizes) else value


def _is_unknown(value: Value) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, Array) and value.shape == UNKNOWN_SHAPE)


def _is_asked(rule: Rule, arguments: Sequence[Value]) -> bool:
    """Tell whether there may be an answer; an index that is not known may be anything, which is more than ranks."""
    if rule.attribute or may_keep_list(rule.names[0], arguments):
        return False
    if rule.names[0].endswith("__getitem__"):
        key = arguments[1] if len(arguments) > 1 else None
        return isinstance(key, (tuple, slice)) and not any(_is_open(part) for part in _parts(key))
    return not any(name.endswith("__") for name in rule.names)


def _is_elementwise(rule: Rule, result: Value, arguments: Sequence[Value]) -> bool:
    """Tell whether a call broadcasts arrays and numbers, so that what its completions share is known without them."""
    plain = all(isinstance(value, (Array, Unknown, int, float, complex, Dim)) for value in arguments)
    return plain and _is_array(result) and rule.form == ",".join(["()"] * len(arguments)) + "->()"


def _of_elements(outcome: Outcome, arguments: Sequence[Value]) -> Outcome:
    """Give what arrays broadcast to, one of them of unknown rank: as many axes as any operand has, or more.

    The first axis is that of an operand with as many axes as the result.
    """
    shapes = [array.shape for array in map(_as_array, arguments)]
    least = max(shape.least_rank for shape in shapes)
    if not least:
        return outcome
    longest = [shape for shape in shapes if shape.rank is None or shape.rank == least]
    firsts = {shape.before[0] if shape.before else None for shape in longest}
    first = firsts.pop() if len(firsts) == 1 else None
    made = [fresh_size("shared", axis) for axis in range(first is not None, least)]
    sizes = tuple(size for size, _ in made)
    shape = Shape(sizes if first is None else (first, *sizes), "...")
    assert isinstance(outcome.result, Array)
    return Outcome(replace(outcome.result, shape=shape), (*outcome.claims, _PENDING), tuple(own for _, own in made))


def _as_array(value: Value) -> Array:
    """Give what an argument of an element-wise operation is taken as: a number has no axes."""
    if isinstance(value, Array):
        return value
    return Array(UNKNOWN_SHAPE if isinstance(value, Unknown) else SCALAR)


def _parts(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)


class _List(tuple[Any, ...]):
    """A list that is a key of a cache: it is no tuple of the same items."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and tuple.__eq__(self, other)

    def __hash__(self) -> int:
        return hash((type(self), tuple(self)))


class _Slice(_List):
    """A slice that is a key of a cache."""

    __slots__ = ()


class _Number(_List):
    """A number that is a key of a cache, with its type: `True` is another index than 1."""

    __slots__ = ()


def _frozen(value: Value) -> Any:
    if isinstance(value, slice):
        return _Slice(map(_frozen, (value.start, value.stop, value.step)))
    if isinstance(value, (bool, float, complex)):
        return _Number((type(value), value))
    if isinstance(value, list):
        return _List(map(_frozen, value))
    return tuple(map(_frozen, value)) if type(value) is tuple else value


def _thawed(value: Any) -> Value:
    if isinstance(value, _Slice):
        return slice(*map(_thawed, value))
    if isinstance(value, _Number):
        number: Value = value[1]
        return number
    if isinstance(value, _List):
        return [_thawed(item) for item in value]
    return tuple(map(_thawed, value)) if type(value) is tuple else value


def _shared(rule: Rule, arguments: tuple[Any, ...], keywords: tuple[tuple[str, Any], ...]) -> Outcome | None:
    try:
        return _shared_once(rule, arguments, keywords)
    except TypeError:  # a dictionary is no key
        return None


@lru_cache(maxsize=4096, typed=True)
def _shared_once(rule: Rule, arguments: tuple[Any, ...], keywords: tuple[tuple[str, Any], ...]) -> Outcome | None:
    optional = _optional(rule)
    given = [
        *((_thawed(value), place in optional) for place, value in enumerate(arguments)),
        *((_thawed(value), key in optional) for key, value in keywords),
    ]
    spots = list(_spots(given))
    most = _MOST_AXES.get(len(spots), 0)
    choices = [_completions(value, may_be_none, place, most) for place, (_, value, may_be_none) in enumerate(spots)]
    if not most:
        return None
    results: list[Outcome] = []
    of_fewer: list[Outcome] = []
    for chosen in product(*choices):
        values = [value for value, _ in given]
        for (path, _, _), (_, value) in zip(spots, chosen, strict=True):
            values = _put(values, path, value)
        named = {key: value for (key, _), value in zip(keywords, values[len(arguments) :], strict=True)}
        outcome = apply(rule, values[: len(arguments)], named)
        if decide_all(outcome.claims) is Verdict.NO:
            continue
        if _is_unknown(outcome.result):
            return None
        results.append(outcome)
        if max(axes for axes, _ in chosen) < most:
            of_fewer.append(outcome)
        if _is_any_rank([own.result for own in (results[0], results[-1])]):
            return None
    # What one axis more would change, others beyond it may change too.
    found = _joined(results)
    return None if found is None or _is_unknown(found.result) or found != _joined(of_fewer) else found


def _joined(outcomes: Sequence[Outcome]) -> Outcome | None:
    if not outcomes:
        return None
    join = _Join({own for outcome in outcomes for own in outcome.fresh})
    found = join.of([outcome.result for outcome in outcomes])
    return None if found is None else Outcome(found, (_PENDING,), tuple(join.fresh))


def _is_any_rank(results: Sequence[Value]) -> bool:
    """Tell whether arrays have nothing in common, as those of an element-wise function."""
    shapes = {value.shape for value in results if isinstance(value, Array)}
    return len(shapes) > 1 and SCALAR in shapes


def _optional(rule: Rule) -> frozenset[int | str]:
    """Give the places and names of the parameters that may be left out as None."""
    parameters = signature(rule.function).parameters.values()
    found = [(place, own) for place, own in enumerate(parameters) if own.default is None]
    return frozenset([*(place for place, _ in found), *(own.name for _, own in found)])


_Spot = tuple[tuple[int, ...], Value, bool]


def _spots(given: list[tuple[Value, bool]]) -> Iterator[_Spot]:
    """Give where values stand that are not known, directly or in a list, and whether None may stand there."""
    for place, (value, may_be_none) in enumerate(given):
        if isinstance(value, (list, tuple)):
            yield from (((place, at), item, False) for at, item in enumerate(value) if _is_open(item))
        elif _is_open(value):
            yield (place,), value, may_be_none


def _is_open(value: Value) -> bool:
    return isinstance(value, (Unknown, Sizes)) or (_is_array(value) and value.shape.rank is None)


def _is_array(value: Value) -> TypeGuard[Array]:
    return isinstance(value, Array) and not isinstance(value, Flat)


def _completions(value: Value, may_be_none: bool, place: int, most: int) -> list[tuple[int, Value]]:
    """Give what a value may be, up to so many more axes, with their number; sizes that are not known are symbols."""
    if isinstance(value, Sizes):
        own = value.shape
        return [(count, (*own.before, *_sizes(place, count), *own.after)) for count in range(most + 1)]
    array = value if isinstance(value, Array) else Array(UNKNOWN_SHAPE)
    shape = array.shape
    found: list[tuple[int, Value]] = []
    for count in range(most + 1):
        sizes = Shape((*shape.before, *_sizes(place, count), *shape.after))
        found.append((count, replace(array, shape=sizes, origins=())))
    return [*found, (0, None)] if may_be_none and isinstance(value, Unknown) else found


def _sizes(place: int, count: int) -> tuple[Dim, ...]:
    return tuple(fresh_size(f"{_OPEN}_{place}", axis)[0] for axis in range(count))


def _put(values: list[Value], path: tuple[int, ...], value: Value) -> list[Value]:
    place, *inner = path
    old: Any = values[place]
    new = type(old)(_put(list(old), tuple(inner), value)) if inner else value
    return [*values[:place], new, *values[place + 1 :]]


_Column = tuple[Size, ...]


class _Join:
    """What several results have in common; `fresh` are the symbols of sizes that differ."""

    def __init__(self, open_symbols: set[Symbol]) -> None:
        self._open = open_symbols
        self.fresh: list[Symbol] = []
        self._made: dict[_Column, Dim] = {}

    def of(self, values: Sequence[Value]) -> Value:
        """Give the join of results; None where they have nothing in common."""
        first = values[0]
        arrays = [value for value in values if _is_array(value)]
        if len(arrays) == len(values):
            return self._of_arrays(arrays)
        sequences = [value for value in values if isinstance(value, (list, tuple)) and type(value) is type(first)]
        if len(sequences) < len(values) or type(first) not in {list, tuple}:
            return None
        if len(set(map(len, sequences))) == 1:
            items = [self.of(column) for column in zip(*sequences, strict=True)]
            if any(item is None for item in items):
                return None
            return items if isinstance(first, list) else tuple(items)
        each = [item for value in sequences for item in value]
        item = None if isinstance(first, list) or not each else self.of(each)
        return None if item is None else Many(item)

    def _of_arrays(self, arrays: Sequence[Array]) -> Array:
        shapes = [array.shape for array in arrays]
        least = min(shape.least_rank for shape in shapes)
        kinds = {array.kind for array in arrays}
        kind = kinds.pop() if len(kinds) == 1 else None
        if all(shape.rank == least for shape in shapes):
            made = Shape(tuple(self._size([shape.before[axis] for shape in shapes]) for axis in range(least)))
        else:
            made = self._of_ranks(shapes, least)
        bare = [array.bare for array in arrays if array.may_be_bare]
        return Array(made, kind, bare=reduce(or_, bare) if bare and made in {SCALAR, UNKNOWN_SHAPE} else ANY)

    def _of_ranks(self, shapes: Sequence[Shape], least: int) -> Shape:
        """Give what shapes of different ranks have in common: sizes at their beginnings, and at their ends."""
        starts = _columns([shape.before for shape in shapes], least)
        ends = _columns([(shape.before if shape.run is None else shape.after)[::-1] for shape in shapes], least)
        first = next((place for place, column in enumerate(starts) if self._common(column) is None), len(starts))
        last = next((place for place, column in enumerate(ends) if self._common(column) is None), len(ends))
        last = min(last, least - first)
        # The axes between them are counted from where they say more: those of a matrix in a stack from the end.
        rest = ends[last : least - first]
        if len(ends) == least and (len(set(rest)) < len(rest) or any(column in self._made for column in rest)):
            last = least - first
        else:
            first = min(least - last, len(starts))
        before = tuple(map(self._size, starts[:first]))
        after = tuple(map(self._size, ends[:last]))[::-1]
        return Shape(before, "...", after)

    def _common(self, sizes: _Column) -> Size | None:
        """Give the size that all have, where it is made of nothing that was tried."""
        first = sizes[0]
        if any(size != first for size in sizes):
            return None
        return None if any(own in self._open or own.name.startswith(_OPEN) for own in symbols_of(first)) else first

    def _size(self, sizes: Sequence[Size]) -> Size:
        """Give the size that all have, or a symbol: the same one for sizes that are equal each time."""
        column = tuple(sizes)
        common = self._common(column)
        if common is not None:
            return common
        if column not in self._made:
            self._made[column], own = fresh_size("shared", len(self.fresh))
            self.fresh.append(own)
        return self._made[column]


def _columns(rows: Sequence[tuple[Size, ...]], most: int) -> list[_Column]:
    """Give the sizes of each axis, those of all shapes together."""
    return list(zip(*rows, strict=False))[:most]
