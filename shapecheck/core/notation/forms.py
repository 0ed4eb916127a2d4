"""What a value must be, as data with a canonical text: an array of a shape, a number, or what holds several values.

`parse_call` and `parse_contract` read the text:

================================  ====================================================================================
`n m`, `(n, m)`, `()`             an array, as in `spec`
`int n`                           an integer with the value n
`(k m, n k)`, `((n,), (m,))`      a tuple of values; brackets whose items are all single axes are one shape
`[n m, n 1]`, `[(n,)]`            a list of values
`[n[l] m for l in 1..L]`          a list with a value for each l from 1 to L, both included; none where L is 0
`{"W": n m, 0: n 1}`              a dict with these keys
`{"W{l}": n[l] m for l in 1..L}`  a dict with these keys for each l: texts with holes, or numbers, `l: n[l] m`
`Layer(W: n m, b: n 1)`           an object with these attributes
`=W`                              shaped like W
`?`                               anything
================================  ====================================================================================

In a tuple or a list a vector stands in brackets, `(n,)`. An empty tuple is `(,)`, an empty list `[,]`, an empty dict
`{}`. A `for` of a dict counts the entries in front of it whose keys have its index; a brace of a key is written twice.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from shapecheck.core.dim import Dim, Size, symbol, symbols_of
from shapecheck.core.notation.paths import Path
from shapecheck.core.notation.spec import AxisPattern, Packed, Sized, Spec
from shapecheck.core.terms import Symbol
from shapecheck.language import say

__all__ = [
    "FUNCTIONS_OF_SIZES",
    "DictForm",
    "Entry",
    "Family",
    "Form",
    "LikeForm",
    "ListForm",
    "NumberForm",
    "ObjectForm",
    "Parameter",
    "Part",
    "ShapeForm",
    "TextKey",
    "TupleForm",
    "UnknownForm",
    "entries_of",
    "mapped",
]

FUNCTIONS_OF_SIZES = frozenset({"min", "max", "broadcast"})  # `min(...)` is a size, and no object without attributes
_WORDS = frozenset({"for", "where"})  # these end a shape that is not in brackets


@dataclass(frozen=True, slots=True)
class ShapeForm:
    """An array of a shape."""

    spec: Spec

    def __post_init__(self) -> None:
        if self.spec.like is not None:
            raise ValueError(say("what is shaped like another value has the form LikeForm"))

    def __str__(self) -> str:
        axes = tuple(map(str, self._single))
        of_words = any(text in _WORDS for text in axes[1:])
        return self.in_brackets if of_words or (axes[:1] == ("int",) and len(axes) > 1) else str(self.spec) or "()"

    @property
    def in_brackets(self) -> str:
        """The text in which commas separate the axes: `(n, m)`, `(n,)`, `()`."""
        axes = tuple(map(str, self._single))
        return f"({', '.join(axes)}{',' if len(axes) == 1 else ''})"

    @property
    def _single(self) -> tuple[Spec, ...]:
        return tuple(Spec((axis,)) for axis in self.spec.axes)


@dataclass(frozen=True, slots=True)
class NumberForm:
    """An integer and its value: `int n`."""

    size: Size

    def __str__(self) -> str:
        text = str(self.size)
        return f"int ({text})" if text in _WORDS else f"int {text}"


@dataclass(frozen=True, slots=True)
class LikeForm:
    """A value shaped like another one: `=W`, `=cache["A"]`."""

    path: Path

    def __str__(self) -> str:
        return f"={self.path}"


@dataclass(frozen=True, slots=True)
class UnknownForm:
    """A value of which nothing is said: `?`."""

    def __str__(self) -> str:
        return "?"


@dataclass(frozen=True, slots=True)
class TupleForm:
    """A tuple of values: `(k m, n k)`."""

    items: "tuple[Form, ...]"

    def __str__(self) -> str:
        texts = tuple(map(_item, self.items))
        return f"({', '.join(texts)}{',' if len(texts) <= 1 else ''})"


@dataclass(frozen=True, slots=True)
class TextKey:
    """A text that is a key, in pieces; a size among them is a hole: `"W{l}"` is `("W", l)`.

    A text with both kinds of quotes, a backslash or a line break has no notation; ValueError.
    """

    pieces: tuple[str | Dim, ...]

    def __post_init__(self) -> None:
        plain = "".join(piece for piece in self.pieces if isinstance(piece, str))
        if "\\" in plain or "\n" in plain or ('"' in plain and "'" in plain):
            raise ValueError(say("this key has no notation: {plain!r}", plain=plain))
        if self.pieces != tuple(_joined(self.pieces)):
            raise ValueError(
                say("texts side by side must be one piece, an empty text none: make the key by `TextKey.of`")
            )

    @classmethod
    def of(cls, pieces: "Iterable[str | Size]") -> "TextKey":
        """Give the key of these pieces; a number among them is text."""
        return cls(tuple(_joined(pieces)))

    def __str__(self) -> str:
        text = "".join(
            piece.replace("{", "{{").replace("}", "}}") if isinstance(piece, str) else f"{{{piece}}}"
            for piece in self.pieces
        )
        mark = "'" if '"' in text else '"'
        return f"{mark}{text}{mark}"


def _joined(pieces: "Iterable[str | Size]") -> "Iterator[str | Dim]":
    """Give the pieces of a key with the texts side by side as one."""
    text = ""
    for piece in pieces:
        if isinstance(piece, Dim):
            yield from [text] * bool(text)
            text = ""
            yield piece
        else:
            text += str(piece)
    yield from [text] * bool(text)


Key: TypeAlias = TextKey | Size


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a dict under its key, or of a list, without one."""

    key: Key | None
    form: "Form"

    def __str__(self) -> str:
        return _item(self.form) if self.key is None else f"{self.key}: {self.form}"

    @property
    def holes(self) -> tuple[Dim, ...]:
        """The sizes in the key that have symbols."""
        pieces = self.key.pieces if isinstance(self.key, TextKey) else (self.key,)
        return tuple(piece for piece in pieces if isinstance(piece, Dim))

    def counts(self, index: str) -> bool:
        """Tell whether the key has an index in it."""
        own = next(symbols_of(symbol(index)))
        return any(own in _all_symbols(hole) for hole in self.holes)


@dataclass(frozen=True, slots=True)
class Family:
    """Entries for each value of an index: `"W{l}": n[l] n[l-1] for l in 1..L`.

    Parameters
    ----------
    index : str
        What counts; in keys, sizes and indices it is the plain symbol of this name.
    low, high : int or Dim
        The first and the last value of the index; there are none where `high` is less.
    entries : tuple of Entry
        What there is for each value: one entry in a list, in the order of the index; any number in a dict.
    """

    index: str
    low: Size
    high: Size
    entries: tuple[Entry, ...]

    def __post_init__(self) -> None:
        if not self.entries:
            raise ValueError(say("a family has at least one entry"))

    def __str__(self) -> str:
        return f"{', '.join(map(str, self.entries))} for {self.index} in {self.low}..{self.high}"


Part: TypeAlias = Entry | Family


@dataclass(frozen=True, slots=True)
class ListForm:
    """A list of values: `[n m, n 1]`, `[n[l] m for l in 1..L]`."""

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if any(entry.key is not None for entry in entries_of(*self.parts)):
            raise ValueError(say("an item of a list has no key"))
        if any(isinstance(part, Family) and len(part.entries) != 1 for part in self.parts):
            raise ValueError(say("a family of a list has one item for each value of its index"))

    def __str__(self) -> str:
        return f"[{', '.join(map(str, self.parts)) or ','}]"


@dataclass(frozen=True, slots=True)
class DictForm:
    """A dict of values: `{"X": n m, "W{l}": n[l] n[l-1] for l in 1..L}`."""

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        keys = [entry.key for entry in entries_of(*self.parts)]
        if None in keys or len(keys) != len(set(keys)):
            raise ValueError(say("a value of a dict has a key of its own"))
        before: Part | None = None
        for part in self.parts:
            if isinstance(part, Family):
                if not all(entry.counts(part.index) for entry in part.entries):
                    raise ValueError(say("each key of a family has its index {index} in it", index=part.index))
                if isinstance(before, Entry) and before.counts(part.index):
                    raise ValueError(
                        say("an entry with {index} in its key stands behind the family of that index", index=part.index)
                    )
            before = part

    def __str__(self) -> str:
        return f"{{{', '.join(map(str, self.parts))}}}"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function, or an attribute of an object: its name and what it must be."""

    name: str
    form: "Form"

    def __str__(self) -> str:
        return f"{self.name}: {self.form}"


@dataclass(frozen=True, slots=True)
class ObjectForm:
    """An object, the name of its class, and what its attributes must be: `Layer(W: n m, b: n 1)`."""

    name: str
    attributes: tuple[Parameter, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or (not self.attributes and self.name in FUNCTIONS_OF_SIZES):
            raise ValueError(say("an object must have the name of its class (got {name!r})", name=self.name))

    def __str__(self) -> str:
        return f"{self.name}({', '.join(map(str, self.attributes))})"


Form: TypeAlias = ShapeForm | NumberForm | TupleForm | ListForm | DictForm | ObjectForm | LikeForm | UnknownForm


def mapped(form: Form, change: Callable[[Size], Size], change_part: Callable[[Part], Part] | None = None) -> Form:
    """Return a form with each of its sizes changed.

    Parameters
    ----------
    form : Form
        The form.
    change : callable
        Gives the size in the place of another one.
    change_part : callable, optional
        Gives the part in the place of another one of a list or a dict; where it is left out, keys and the bounds of
        families stay as they are.
    """

    def inner(own: Form) -> Form:
        return mapped(own, change, change_part)

    def part(own: Part) -> Part:
        match own:
            case _ if change_part is not None:
                return change_part(own)
            case Entry():
                return replace(own, form=inner(own.form))
            case Family():
                return replace(own, entries=tuple(replace(each, form=inner(each.form)) for each in own.entries))

    match form:
        case ShapeForm(spec):
            return ShapeForm(Spec(tuple(_axis_of(axis, change) for axis in spec.axes)))
        case NumberForm(size):
            return NumberForm(change(size))
        case TupleForm(items):
            return TupleForm(tuple(map(inner, items)))
        case ListForm(parts):
            return ListForm(tuple(map(part, parts)))
        case DictForm(parts):
            return DictForm(tuple(map(part, parts)))
        case ObjectForm(name, attributes):
            return ObjectForm(name, tuple(replace(own, form=inner(own.form)) for own in attributes))
        case LikeForm() | UnknownForm():
            return form
        case _:
            assert_never(form)


def _axis_of(axis: AxisPattern, change: Callable[[Size], Size]) -> AxisPattern:
    match axis:
        case Sized(size):
            return replace(axis, size=change(size))
        case Packed(sizes):
            return replace(axis, sizes=tuple(map(change, sizes)))
        case _:
            return axis


def _item(form: Form) -> str:
    """Print an item of a tuple or a list: a vector in brackets, so that it is no axis of one shape."""
    return form.in_brackets if isinstance(form, ShapeForm) and len(form.spec.axes) == 1 else str(form)


def entries_of(*parts: Part) -> Iterator[Entry]:
    """Give the entries of a list or a dict, those of families once."""
    for part in parts:
        match part:
            case Entry():
                yield part
            case Family(entries=entries):
                yield from entries
            case _:
                assert_never(part)


def _all_symbols(size: Size) -> Iterator[Symbol]:
    """Give the symbols of a size, those of indices too."""
    for own in symbols_of(size):
        yield own
        if own.index is not None:
            yield from _all_symbols(Dim(own.index))
