"""Names of the sizes in a contract: those that the author gives them, else letters; a size of nothing given is `_`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from shapecheck.core.dim import Dim, Size, index_of, substitute, symbol, symbols_of
from shapecheck.core.notation.forms import (
    DictForm,
    Entry,
    Family,
    Form,
    ListForm,
    NumberForm,
    ObjectForm,
    Part,
    ShapeForm,
    TupleForm,
    UnknownForm,
    entries_of,
    mapped,
)
from shapecheck.core.notation.spec import AnyAxis, Sized, Spec
from shapecheck.core.terms import Symbol
from shapecheck.infer.families import COUNT, INDEX, sizes_in
from shapecheck.infer.hints import plain_name

__all__ = ["LETTERS", "Named", "named", "named_by_author"]

LETTERS = tuple("nmkpqrdhtuvwabcefg")
_RESERVED = frozenset({INDEX, COUNT, "for", "where", "in", "int"})

Equation = tuple[Size, Size]


def named_by_author(own: Symbol, names: Mapping[Symbol, Sequence[tuple[str, bool]]], said: Iterable[Symbol]) -> str:
    """Return how the program calls a size, the function itself before those that it calls; empty where it does not."""
    for text, _ in sorted(names.get(own, ()), key=lambda each: not each[1]):
        if text.isidentifier() and not text.startswith("_") and text not in _RESERVED:
            return text
    if not own.flexible or own in said:
        return plain_name(own)
    return ""


@dataclass(frozen=True, slots=True)
class Named:
    """What a contract says with the names of its sizes.

    Parameters
    ----------
    parameters : tuple of Form
        What is given.
    others : tuple of Form
        What is made of that; a size of nothing given is `_`.
    needs : tuple of (Size, Size) or None
        The sides of relations; None where one has a size of nothing given.
    """

    parameters: tuple[Form, ...]
    others: tuple[Form, ...]
    needs: tuple[Equation | None, ...]


def named(
    author: Mapping[Symbol, str], parameters: Sequence[Form], others: Sequence[Form], needs: Sequence[Equation]
) -> Named:
    """Return forms and relations in which each size has a name.

    Parameters
    ----------
    author : mapping of Symbol to str
        How the program calls sizes.
    parameters : sequence of Form
        What is given: each size in it gets a name, in the order of the text.
    others : sequence of Form
        What is made of that.
    needs : sequence of (Size, Size)
        The sides of relations.
    """
    given = dict.fromkeys(own for form in parameters for size in sizes_in(form) for own in symbols_of(size))
    final = {
        own for form in (*parameters, *others) for size in sizes_in(form) for own in symbols_of(size) if _is_final(own)
    }
    used = {own.name for own in final} | _RESERVED
    values: dict[Symbol | Dim, Size] = {}
    for own in given:
        text = author.get(own, "")
        if own not in final and text and text not in used:
            used.add(text)
            values[own] = symbol(text, None if own.flexible else index_of(own))
    letters = (letter for letter in _letters() if letter not in used)
    for own in given:
        if own not in values and own not in final:
            values[own] = symbol(next(letters))
    known = {own for size in values.values() for own in symbols_of(size)} | final

    def change(size: Size) -> Size:
        return substitute(size, values)

    def is_known(size: Size) -> bool:
        return all(own in known or own.name in {COUNT, INDEX} for own in symbols_of(size))

    def change_part(part: Part) -> Part:
        if isinstance(part, Entry):
            return replace(part, form=whole(part.form))
        entries = tuple(replace(own, form=whole(own.form)) for own in part.entries)
        return replace(part, low=change(part.low), high=change(part.high), entries=entries)

    def whole(form: Form) -> Form:
        return mapped(form, change, change_part)

    told = [(change(left), change(right)) for left, right in needs]
    return Named(
        tuple(map(whole, parameters)),
        tuple(_without(whole(form), is_known) for form in others),
        tuple(pair if all(map(is_known, pair)) else None for pair in told),
    )


def _is_final(own: Symbol) -> bool:
    """Tell whether a symbol is one of a chain, which has its name: `n[l-1]`."""
    return own.index is not None and not own.flexible and own.name in LETTERS


def _letters() -> Iterator[str]:
    yield from LETTERS
    yield from (f"{letter}{number}" for number in count(1) for letter in LETTERS)


def _without(form: Form, is_known: Callable[[Size], bool]) -> Form:
    """Return a form with `_` for each size that is of nothing given."""
    match form:
        case ShapeForm(spec):
            axes = (AnyAxis() if isinstance(own, Sized) and not is_known(own.size) else own for own in spec.axes)
            return ShapeForm(Spec(tuple(axes)))
        case NumberForm(size):
            return form if is_known(size) else UnknownForm()
        case TupleForm(items):
            return TupleForm(tuple(_without(item, is_known) for item in items))
        case ListForm(parts) | DictForm(parts):
            if not all(is_known(part.high) for part in parts if isinstance(part, Family)):
                return UnknownForm()
            made = []
            for part in parts:
                entries = [replace(own, form=_without(own.form, is_known)) for own in entries_of(part)]
                made.append(entries[0] if isinstance(part, Entry) else replace(part, entries=tuple(entries)))
            return type(form)(tuple(made))
        case ObjectForm(name, attributes):
            return ObjectForm(name, tuple(replace(own, form=_without(own.form, is_known)) for own in attributes))
    return form
