"""Families by anti-unification: `W1: (n1, n0), W2: (n2, n1), W3: (n3, n2)` are `"W{l}": n[l] n[l-1] for l in 1..L`.

What a function does with a list that nobody has counted is run at two lengths. A container that is longer in the
longer run is a family; its items must be alike but for their sizes, and each size of them must be the same in all
items, or one of a chain of sizes at a constant distance. Both runs must come to the same family.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from shapecheck.core.dim import Dim, Size, substitute, symbol, symbol_in
from shapecheck.core.notation.forms import (
    DictForm,
    Entry,
    Family,
    Form,
    ListForm,
    NumberForm,
    ObjectForm,
    Part,
    TextKey,
    TupleForm,
    UnknownForm,
    mapped,
)
from shapecheck.core.terms import Symbol

__all__ = ["COUNT", "INDEX", "NotAlike", "generalized", "generalized_by", "joined", "lengths_of", "sizes_in"]

INDEX, COUNT = "l", "L"  # what counts, and how far
_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)")
_l, _L = symbol(INDEX), symbol(COUNT)


def sizes_in(form: Form) -> tuple[Size, ...]:
    """Return the sizes of a form, in the order of its text."""
    found: list[Size] = []

    def note(size: Size) -> Size:
        found.append(size)
        return 0

    mapped(form, note)
    return tuple(found)


class NotAlike(Exception):
    """Signal: items are not alike, so that they are no family."""


_Way = Callable[[int], Callable[[int], Size]]  # how the places of a chain are written in the item of a number

Place = tuple[int, ...]
"""Where a form is in others: the places of the items on the way."""


def _inner(form: Form) -> list[Form]:
    match form:
        case TupleForm(items):
            return list(items)
        case ListForm(parts) | DictForm(parts):
            return [part.form for part in parts if isinstance(part, Entry)]
        case ObjectForm(_, attributes):
            return [own.form for own in attributes]
    return []


def _growing(short: Form, long: Form, place: Place) -> Iterator[Place]:
    """Give the containers that have more items in the longer run."""
    if type(short) is not type(long):
        return
    inner = _inner(short), _inner(long)
    if isinstance(short, (ListForm, DictForm)) and len(inner[0]) != len(inner[1]):
        yield place
        return
    for at, pair in enumerate(zip(*inner, strict=False)):
        yield from _growing(*pair, (*place, at))


def generalized(
    short: Sequence[Form], long: Sequence[Form], names: Sequence[str] = ("n", "d", "q", "k")
) -> tuple[Form, ...]:
    """Return the forms that two runs of different lengths have in common, with families and sizes counted in `L`.

    Parameters
    ----------
    short, long : sequence of Form
        The same forms as the two runs found them, lists and dicts with their items one by one.
    names : sequence of str
        What chains of sizes are called, the first one first.

    Returns
    -------
    tuple of Form
        One for each; what the two runs do not agree on is unknown.

    Examples
    --------
    >>> from shapecheck.core.notation.parse_call import parse_contract
    >>> def sizes(text):
    ...     return [parse_contract(f"f({text})").parameters[0].form]
    >>> print(*generalized(sizes("x: [b a, c b]"), sizes("x: [b a, c b, d c]")))
    [n[l] n[l-1] for l in 1..L]
    """
    return generalized_by((short, long), names, lambda _, forms: forms)


def generalized_by(
    runs: Sequence[Sequence[Form]], names: Sequence[str], rename: Callable[[int, Sequence[Form]], Sequence[Form]]
) -> tuple[Form, ...]:
    """Return the forms of one run, or what two of different lengths have in common, with their sizes renamed.

    `rename` is given the place of a run and its forms, in which the sizes of chains have their names.
    """
    if len(runs) == 1:
        return tuple(rename(0, runs[0]))
    growing = _all_growing(runs)
    made = [rename(at, _Run(forms, growing, names).forms()) for at, forms in enumerate(runs)]
    lengths = [_length(forms, growing) for forms in runs]
    return tuple(joined(*pair, *lengths) for pair in zip(*made, strict=True))


def lengths_of(runs: Sequence[Sequence[Form]]) -> tuple[int, ...]:
    """Return what L is in runs of different lengths; nothing where all containers have as many items in each."""
    growing = _all_growing(runs)
    return tuple(_length(forms, growing) for forms in runs) if growing else ()


def _all_growing(runs: Sequence[Sequence[Form]]) -> list[Place]:
    if len(runs) < 2:
        return []
    short, long = runs
    return [place for at, pair in enumerate(zip(short, long, strict=True)) for place in _growing(*pair, (at,))]


def joined(short: Form, long: Form, least: int, most: int) -> Form:
    """Return what two forms have in common, where L is `least` in the first and `most` in the second."""

    def size(left: Size, right: Size) -> Size:
        if left == right:
            return left
        if type(left) is int and type(right) is int and most != least and (right - left) % (most - least) == 0:
            factor = (right - left) // (most - least)
            return factor * _L + (left - factor * least)
        raise NotAlike

    def whole(left: Form, right: Form) -> Form:
        if mapped(left, lambda _: 0) != mapped(right, lambda _: 0):
            return UnknownForm() if not isinstance(left, TupleForm) else parts(left, right)
        sizes = iter(zip(sizes_in(left), sizes_in(right), strict=True))
        try:
            return mapped(left, lambda _: size(*next(sizes)))
        except NotAlike:
            return parts(left, right)

    def parts(left: Form, right: Form) -> Form:
        if isinstance(left, TupleForm) and isinstance(right, TupleForm) and len(left.items) == len(right.items):
            return TupleForm(tuple(whole(*pair) for pair in zip(left.items, right.items, strict=True)))
        return UnknownForm()

    return whole(short, long)


def _at(forms: Sequence[Form], place: Place) -> Form:
    form = forms[place[0]]
    for at in place[1:]:
        form = _inner(form)[at]
    return form


def _length(forms: Sequence[Form], growing: Sequence[Place]) -> int:
    """Return what L is in a run: the number of the last key of a text, else of arrays, else of sizes but the first."""
    keys = [
        int(match[2])
        for place in growing
        if isinstance(form := _at(forms, place), DictForm)
        for part in form.parts
        if isinstance(part, Entry) and (match := _numbered(part)) is not None
    ]
    if keys:
        return max(keys)
    lists = [_inner(_at(forms, place)) for place in growing]
    of_sizes = [len(items) - 1 for items in lists if any(isinstance(own, NumberForm) for own in items)]
    of_arrays = [
        len(items)
        for items in lists
        if len({mapped(own, lambda _: 0) for own in items}) == 1 and not isinstance(items[0], NumberForm)
    ]
    return max(of_arrays or of_sizes or [len(items) for items in lists] or [0])


def _numbered(entry: Entry) -> "re.Match[str] | None":
    text = entry.key.pieces[0] if isinstance(entry.key, TextKey) and entry.key.pieces else None
    return _NUMBERED.fullmatch(text) if isinstance(text, str) else None


def _behind(number: int, place: int) -> Size:
    """Return the place of a size in a chain, as counted from that of the item which it is in."""
    return _l + (place - number)


@dataclass(slots=True)
class _Family:
    """Items that may be alike, each with its number."""

    key: tuple[str, str] | None  # what is around the number in a key of a text
    items: list[tuple[int, Form]]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(number for number, _ in self.items)


@dataclass(slots=True)
class _Run:
    """The forms of one run."""

    whole: Sequence[Form]
    growing: Sequence[Place]
    names: Sequence[str]
    chains: dict[Symbol, tuple[int, int]] = field(default_factory=dict)  # which chain a size is in, and where
    taken: dict[tuple[int, int], Symbol] = field(default_factory=dict)
    length: int = 0

    def forms(self) -> list[Form]:
        self.length = _length(self.whole, self.growing)
        containers = {place: self._families(_at(self.whole, place)) for place in self.growing}
        families = [family for found in containers.values() for family in found[1]]
        for family in sorted(families, key=lambda own: not isinstance(own.items[0][1], NumberForm)):
            self._chain(family)
        self._count_from()
        return [self._form(form, (at,), containers) for at, form in enumerate(self.whole)]

    def _families(self, form: Form) -> tuple[list[Entry], list[_Family]]:
        """Return the entries of a container that stand alone, and its families."""
        parts = [part for part in getattr(form, "parts", ()) if isinstance(part, Entry)]
        if isinstance(form, ListForm):
            low = 0 if len(parts) == self.length + 1 else 1
            return [], [_Family(None, [(at + low, part.form) for at, part in enumerate(parts)])] if parts else []
        alone: list[Entry] = []
        groups: dict[tuple[str, str], list[tuple[int, Form]]] = {}
        for part in parts:
            match = _numbered(part)
            if match is None:
                alone.append(part)
            else:
                groups.setdefault((match[1], match[3]), []).append((int(match[2]), part.form))
        return alone, [_Family(key, sorted(items, key=lambda item: item[0])) for key, items in groups.items()]

    def _chain(self, family: _Family) -> None:
        """Find which sizes of the items of a family are a chain."""
        rows = [sizes_in(form) for _, form in family.items]
        if len({len(row) for row in rows}) != 1:
            return
        for column in zip(*rows, strict=True):
            own = [symbol_in(size) for size in column]
            if None in own or len(set(own)) != len(own) or len(own) < 2:
                continue
            self._extend([(number, each) for number, each in zip(family.numbers, own, strict=True) if each is not None])

    def _extend(self, column: list[tuple[int, Symbol]]) -> None:
        known = {(self.chains[own][0], self.chains[own][1] - at) for at, own in column if own in self.chains}
        if len(known) > 1:
            return
        base, distance = known.pop() if known else (len({own for own, _ in self.chains.values()}), 0)
        for at, own in column:
            if own not in self.chains and (base, at + distance) not in self.taken:
                self.chains[own] = base, at + distance
                self.taken[base, at + distance] = own

    def _count_from(self) -> None:
        """Let each chain be counted from 0 where it has a size more than there are layers, else from 1."""
        for base in {base for base, _ in self.chains.values()}:
            places = [at for own, at in self.chains.values() if own == base]
            first = 0 if max(places) - min(places) >= self.length else 1
            for own, (of, at) in list(self.chains.items()):
                if of == base:
                    self.chains[own] = base, at - min(places) + first

    def _counted(self, number: int) -> Size:
        """Return a number as it is counted: the last ones from L."""
        behind = self.length - number
        return number if behind > 1 or (behind == 1 and number < 2) or number == 0 else _L - behind

    def _ahead(self, number: int) -> Callable[[int], Size]:
        """Return how places in a chain are counted that go back where the numbers of the items go on."""
        return lambda place: _L - _l + (place + number - self.length)

    def _named(self, place: Callable[[int], Size]) -> Callable[[Size], Size]:
        """Return what puts the sizes of chains in place of symbols; `place` says how their places are written."""
        values: Mapping[Symbol | Dim, Size] = {
            own: symbol(self.names[min(base, len(self.names) - 1)], place(at))
            for own, (base, at) in self.chains.items()
        }
        return lambda size: substitute(size, values)

    def _form(self, form: Form, place: Place, containers: Mapping[Place, tuple[list[Entry], list[_Family]]]) -> Form:
        if place in containers:
            try:
                return self._container(form, *containers[place])
            except NotAlike:
                return UnknownForm()

        def inner(own: Form, at: int) -> Form:
            return self._form(own, (*place, at), containers)

        match form:
            case TupleForm(items):
                return TupleForm(tuple(inner(own, at) for at, own in enumerate(items)))
            case ListForm(parts) | DictForm(parts) if all(isinstance(part, Entry) for part in parts):
                entries = (part for part in parts if isinstance(part, Entry))
                return type(form)(tuple(replace(own, form=inner(own.form, at)) for at, own in enumerate(entries)))
            case ObjectForm(name, attributes):
                made = tuple(replace(own, form=inner(own.form, at)) for at, own in enumerate(attributes))
                return ObjectForm(name, made)
        return mapped(form, self._named(self._counted))

    def _container(self, form: Form, alone: list[Entry], families: list[_Family]) -> Form:
        parts: list[Part] = [replace(own, form=mapped(own.form, self._named(self._counted))) for own in alone]
        groups: dict[tuple[int, ...], list[Entry]] = {}
        for family in families:
            key = None if family.key is None else TextKey.of((family.key[0], _l, family.key[1]))
            groups.setdefault(family.numbers, []).append(Entry(key, self._of_all(family)))
        for numbers, entries in groups.items():
            if numbers != tuple(range(numbers[0], numbers[0] + len(numbers))):
                raise NotAlike
            parts.append(Family(INDEX, numbers[0], self._counted(numbers[-1]), tuple(entries)))
        if not parts:
            raise NotAlike
        return ListForm(tuple(parts)) if isinstance(form, ListForm) else DictForm(tuple(parts))

    def _of_all(self, family: _Family) -> Form:
        """Return the form that all items of a family have, in terms of their number."""
        shapes = {mapped(form, lambda _: 0) for _, form in family.items}
        if len(shapes) != 1:
            raise NotAlike
        # A size is the same in all items, or follows the number of the item, forward or from the last one back.
        ways: tuple[_Way, ...] = (lambda _: self._counted, lambda number: partial(_behind, number), self._ahead)
        rows = [[tuple(map(self._named(way(number)), sizes_in(form))) for number, form in family.items] for way in ways]
        sizes = []
        for columns in zip(*(zip(*own, strict=True) for own in rows), strict=True):
            found = next((column[0] for column in columns if len(set(column)) == 1), None)
            if found is None:
                raise NotAlike
            sizes.append(found)
        given = iter(sizes)
        return mapped(family.items[0][1], lambda _: next(given))
