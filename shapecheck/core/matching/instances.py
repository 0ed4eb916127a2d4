"""Families of forms at one value of their index, and the index that a key says."""

import re
from collections.abc import Iterator, Mapping
from typing import assert_never

from shapecheck.core.dim import Dim, Size, substitute, symbol, symbol_in
from shapecheck.core.matching.solve import solve
from shapecheck.core.notation.forms import (
    DictForm,
    Entry,
    Family,
    Form,
    Key,
    LikeForm,
    ListForm,
    NumberForm,
    ObjectForm,
    Part,
    ShapeForm,
    TextKey,
    TupleForm,
    UnknownForm,
    entries_of,
    mapped,
)
from shapecheck.core.terms import Symbol

__all__ = ["form_at", "forms_in", "index_in", "instances", "instances_between", "key_value", "sizes_in"]

Values = Mapping[Symbol | Dim, Size]

_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,17}")


def instances(family: Family, value: Size) -> tuple[Entry, ...]:
    """Give the entries of a family at one value of its index.

    Examples
    --------
    >>> from shapecheck.core.notation.parse_call import parse_contract
    >>> form = parse_contract('f(p: {"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L})').parameters[0].form
    >>> [str(entry) for entry in instances(form.parts[0], 2)]
    ['"W2": n[2] n[1]', '"b2": n[2] 1']
    """
    values: Values = {symbol(family.index): value}
    return tuple(_entry_at(entry, values) for entry in family.entries)


def instances_between(family: Family, low: int, high: int) -> Iterator[Entry]:
    """Give the entries of a family from one value of its index to another one, that included."""
    for index in range(low, high + 1):
        yield from instances(family, index)


def form_at(form: Form, values: Values) -> Form:
    """Give a form with sizes in the place of symbols, in keys and in the bounds of families too."""
    return mapped(form, lambda size: _size_at(size, values), lambda part: _part_at(part, values))


def _size_at(size: Size, values: Values) -> Size:
    """Give a size with others in the place of symbols."""
    return substitute(size, values) if isinstance(size, Dim) else size


def forms_in(form: Form) -> Iterator[Form]:
    """Give a form and all forms in it."""
    pending = [form]
    while pending:
        found = pending.pop(0)
        yield found
        match found:
            case TupleForm(items):
                pending += items
            case ListForm(parts) | DictForm(parts):
                pending += [entry.form for entry in entries_of(*parts)]
            case ObjectForm(_, attributes):
                pending += [each.form for each in attributes]
            case ShapeForm() | NumberForm() | LikeForm() | UnknownForm():
                pass
            case _:
                assert_never(found)


def sizes_in(form: Form) -> Iterator[Size]:
    """Give all sizes that a form names, those of keys and of the ranges of families too."""
    for found in forms_in(form):
        match found:
            case ShapeForm(spec):
                yield from spec.sizes
            case NumberForm(size):
                yield size
            case ListForm(parts) | DictForm(parts):
                for part in parts:
                    yield from (part.low, part.high) if isinstance(part, Family) else ()
                    for entry in entries_of(part):
                        yield from entry.holes
            case TupleForm() | ObjectForm() | LikeForm() | UnknownForm():
                pass
            case _:
                assert_never(found)


def key_value(key: Key) -> str | int | None:
    """Give the key of a dict that a key of a form is; None where it has a symbol in it."""
    if isinstance(key, int):
        return key
    if isinstance(key, Dim) or not all(isinstance(piece, str) for piece in key.pieces):
        return None
    return "".join(map(str, key.pieces))


def index_in(key: Key, index: str, found: object) -> int | None:
    """Give the value of an index for which a key of a family is the key of a dict that was found, or None.

    Examples
    --------
    >>> from shapecheck.core.dim import symbol
    >>> key = TextKey(("W", symbol("l") + 1))
    >>> index_in(key, "l", "W3"), index_in(key, "l", "W03"), index_in(key, "l", "b3")
    (2, None, None)
    """
    if isinstance(key, TextKey):
        holes = [piece for piece in key.pieces if isinstance(piece, Dim)]
        if not isinstance(found, str) or len(holes) != 1:
            return None
        place = key.pieces.index(holes[0])
        before, after = "".join(map(str, key.pieces[:place])), "".join(map(str, key.pieces[place + 1 :]))
        middle = found[len(before) : len(found) - len(after)]
        if f"{before}{middle}{after}" != found or not _NUMBER.fullmatch(middle):
            return None
        return _solved(holes[0], index, int(middle))
    if type(found) is not int:
        return None
    return _solved(key, index, found)


def _solved(size: Size, index: str, value: int) -> int | None:
    wanted = symbol_in(symbol(index))
    solutions = [own for name, own in solve(size, value) if name == wanted] if isinstance(size, Dim) else []
    return solutions[0] if solutions and isinstance(solutions[0], int) else None


def _entry_at(entry: Entry, values: Values) -> Entry:
    key = entry.key
    match key:
        case TextKey(pieces):
            key = TextKey.of([_size_at(piece, values) if isinstance(piece, Dim) else piece for piece in pieces])
        case Dim():
            key = _size_at(key, values)
    return Entry(key, form_at(entry.form, values))


def _part_at(part: Part, values: Values) -> Part:
    if isinstance(part, Entry):
        return _entry_at(part, values)
    inner = {name: value for name, value in values.items() if name != symbol(part.index)}
    entries = tuple(_entry_at(entry, inner) for entry in part.entries)
    return Family(part.index, _size_at(part.low, values), _size_at(part.high, values), entries)
