"""What several values have in common: one value in which numbers follow from the number of a turn and of layers.

`W1`, `W2`, `W3` in turns 0, 1, 2 are `W{t + 1}`, and `n[1]`, `n[2]`, `n[3]` are `n[t + 1]`. A value is looked for that
is each of those given, at its place; whether it is that at other places too must be shown by other means.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from shapecheck.core.dim import Dim, Size, index_of, substitute, symbol, symbols_of
from shapecheck.core.terms import Symbol
from shapecheck.infer.induction.recording import Held, Shaped
from shapecheck.language import Phrase

__all__ = ["Differs", "Moving", "Place", "Text", "common", "fitted", "numbers_in"]

Coordinates: TypeAlias = Mapping[str, int]
_NUMBERS = re.compile(r"(\d+)")


class Differs(Exception):
    """Values that have nothing in common of which one could be made; `reason` says in a clause why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Moving(NamedTuple):
    """An integer that follows from the number of a turn or of layers; `real` where it is a float of that value."""

    size: Dim
    real: bool = False


class Text(NamedTuple):
    """A text with numbers in it that follow from the number of a turn or of layers: words and sizes in turn."""

    parts: tuple[str | Size, ...]

    @property
    def word(self) -> str:
        """The words around the number, with `{}` in its place."""
        return "".join(part if isinstance(part, str) else "{}" for part in self.parts)


@dataclass(slots=True)
class Place:
    """Where one of several values is: at which turns and depth, and what was met there so far.

    Parameters
    ----------
    at : mapping of str to int
        The number of layers and of each turn around it, by the names of their symbols.
    met : dict
        Objects and inferred sizes, each with a number: the first that was met has 0.
    """

    at: Coordinates
    met: dict[object, int] = field(default_factory=dict)

    def number(self, thing: object) -> int:
        """Return the number of an object or an inferred size."""
        return self.met.setdefault(thing, len(self.met))


def fitted(numbers: Sequence[int], places: Sequence[Place]) -> Size | None:
    """Return the polynomial of degree 1 in the coordinates that has given values at given places; None without one."""
    first = numbers[0]
    if all(number == first for number in numbers):
        return first
    found: Size = 0
    for name in places[0].at:
        slope = _slope(name, numbers, places)
        found = found + slope * symbol(name, may_be_zero=True) if slope else found
    found = found + first - _at(found, places[0])
    fits = all(_at(found, place) == number for number, place in zip(numbers, places, strict=True))
    return found if fits else None


def _slope(name: str, numbers: Sequence[int], places: Sequence[Place]) -> int:
    """Return by how much numbers grow with one coordinate, where two places differ in that alone."""
    seen: dict[tuple[tuple[str, int], ...], tuple[int, int]] = {}
    for number, place in zip(numbers, places, strict=True):
        others = tuple((own, value) for own, value in place.at.items() if own != name)
        at = place.at[name]
        known = seen.setdefault(others, (at, number))
        if known[0] != at:
            return (number - known[1]) // (at - known[0])
    return 0


def _at(size: Size, place: Place) -> Size:
    names: dict[Symbol | Dim, Size] = {symbol(name, may_be_zero=True): value for name, value in place.at.items()}
    return substitute(size, names) if isinstance(size, Dim) else size


def common(values: Sequence[Any], places: Sequence[Place]) -> Any:
    """Return the one value that is each of some values, at its place.

    Raises
    ------
    Differs
        Where there is none.
    """
    first = values[0]
    kinds = {type(value) for value in values}
    if kinds <= {int, Dim} and len(kinds) == 2:
        raise Differs(Phrase("a size is a number at one depth only"))
    if len(kinds) > 1:
        raise Differs(Phrase("it gives other kinds of values"))
    kind = kinds.pop()
    if kind is int:
        return _number(values, places)
    if kind is float and any(value != first for value in values):
        if not all(value.is_integer() for value in values):
            raise Differs(Phrase("a number follows from the number of a layer in another way than by adding"))
        return _number([int(value) for value in values], places, real=True)
    if kind is str:
        return _text(values, places)
    if kind is Dim:
        return _size(values, places)
    if kind is Shaped:
        return _array(values, places)
    if kind is Held:
        return _object(values, places)
    if kind is tuple:
        if len({len(value) for value in values}) > 1:
            raise Differs(Phrase("a tuple has another number of items"))
        return tuple(common(items, places) for items in zip(*values, strict=True))
    if any(value != first for value in values):
        raise Differs(Phrase("it gives other values"))
    return first


def _number(numbers: Sequence[int], places: Sequence[Place], *, real: bool = False) -> Any:
    found = fitted(numbers, places)
    if found is None:
        raise Differs(Phrase("a number follows from the number of a layer in another way than by adding"))
    if isinstance(found, Dim):
        return Moving(found, real)
    return float(found) if real else found


def _text(values: Sequence[str], places: Sequence[Place]) -> Any:
    if all(value == values[0] for value in values):
        return values[0]
    split = [_NUMBERS.split(value) for value in values]  # words at even places, numbers at odd ones
    if len({tuple(parts[::2]) for parts in split}) > 1:
        raise Differs(Phrase("it gives other texts"))
    found: list[str | Size] = []
    for place, parts in enumerate(zip(*split, strict=True)):
        if place % 2 == 0:
            found.append(parts[0])
            continue
        number = fitted(list(map(int, parts)), places)
        if number is None or any(str(int(part)) != part for part in parts):
            raise Differs(Phrase("a number in a text follows from the number of a layer in another way than by adding"))
        if isinstance(number, Dim) and any(abs(factor) != 1 for _, factor in number.terms if _):
            raise Differs(Phrase("a number in a text grows by more than one from layer to layer"))
        found.append(number)
    return Text(tuple(found))


def _size(sizes: Sequence[Dim], places: Sequence[Place]) -> Dim:
    """Return the size that each of some sizes is: symbols with an index move, inferred ones are told by order."""
    split = [_symbols(size, place) for size, place in zip(sizes, places, strict=True)]
    if len({(form, tuple(marks)) for form, marks, _ in split}) > 1:
        raise Differs(Phrase("it has another shape"))
    form, _, first = split[0]
    names: dict[Symbol | Dim, Size] = {}
    for place, own in enumerate(first):
        index = index_of(own)
        made: Size = symbol(own.name, index, flexible=own.flexible, may_be_zero=own.may_be_zero)
        if type(index) is int and not own.flexible:
            at = fitted([_plain_index(symbols[place]) for _, _, symbols in split], places)
            if at is None:
                raise Differs(Phrase("it has another shape"))
            made = symbol(own.name, at)
        names[symbol("_", place)] = made
    found = substitute(form, names)
    assert isinstance(found, Dim)
    return found


def _plain_index(own: Symbol) -> int:
    index = index_of(own)
    assert type(index) is int
    return index


def _symbols(size: Dim, place: Place) -> tuple[Dim, Sequence[object], Sequence[Symbol]]:
    """Return a size with its symbols numbered, what tells each of them from others but for its index, and them."""
    own = list(symbols_of(size))
    names: dict[Symbol | Dim, Size] = {
        part: symbol("_", number, may_be_zero=part.may_be_zero) for number, part in enumerate(own)
    }
    marks: list[object] = []
    for part in own:
        if part.flexible:
            marks.append(place.number(part))
        else:
            marks.append((part.name, type(index_of(part)) is int or part.index))
    form = substitute(size, names)
    assert isinstance(form, Dim)
    return form, marks, own


def _array(values: Sequence[Shaped], places: Sequence[Place]) -> Shaped:
    if len({(value.kind, len(value.before), value.run, len(value.after)) for value in values}) > 1:
        raise Differs(Phrase("an array has another number of axes"))
    before, after = (
        tuple(_axis(sizes, places) for sizes in zip(*parts, strict=True))
        for parts in ([value.before for value in values], [value.after for value in values])
    )
    return Shaped(values[0].kind, before, values[0].run, after)


def _axis(sizes: Sequence[Size], places: Sequence[Place]) -> Size:
    found = common(sizes, places)
    if isinstance(found, Moving):
        raise Differs(Phrase("a size follows from the number of a layer"))
    assert isinstance(found, (int, Dim))
    if isinstance(found, Dim) and _has_number(sizes):
        raise Differs(Phrase("a size follows from the number of a layer"))
    return found


def _has_number(sizes: Sequence[Size]) -> bool:
    """Tell whether the coefficients of sizes differ: `2*n`, `3*n`."""
    return len({tuple(factor for _, factor in size.terms) for size in sizes if isinstance(size, Dim)}) > 1


def _object(values: Sequence[Held], places: Sequence[Place]) -> Held:
    if len({value.kind for value in values}) > 1:
        raise Differs(Phrase("it gives other kinds of values"))
    numbers = {place.number(value.identity) for value, place in zip(values, places, strict=True)}
    if len(numbers) > 1:
        raise Differs(Phrase("it gives another object"))
    count = common([value.count for value in values], places)
    words = {tuple(word for word, _, _ in value.keys) for value in values}
    if len(words) > 1:
        raise Differs(Phrase("a dictionary has other keys"))
    keys = tuple(
        (word, *(common([value.keys[at][side] for value in values], places) for side in (1, 2)))
        for at, word in enumerate(words.pop())
    )
    return Held(numbers.pop(), values[0].kind, count, keys)


def numbers_in(value: Any) -> Iterator[Dim]:
    """Give each number in a value that follows from the number of a turn or of layers."""
    match value:
        case Moving(size):
            yield size
        case Text(parts):
            yield from (part for part in parts if isinstance(part, Dim))
        case Held():
            for part in (value.count, value.keys):
                yield from numbers_in(part)
        case Shaped():
            return
        case tuple():
            for item in value:
                yield from numbers_in(item)
