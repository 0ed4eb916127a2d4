"""The parts of a form, each with its path: arrays, numbers, containers, and the families that a value has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias, assert_never

from shapecheck.core.dim import Dim, Size
from shapecheck.core.matching.instances import forms_in, index_in, instances, instances_between, key_value, sizes_in
from shapecheck.core.notation.forms import (
    DictForm,
    Entry,
    Family,
    Form,
    LikeForm,
    ListForm,
    NumberForm,
    ObjectForm,
    ShapeForm,
    TupleForm,
    UnknownForm,
)
from shapecheck.core.notation.forms import (
    Part as FormPart,
)
from shapecheck.core.notation.paths import Attribute, Key, Path
from shapecheck.core.notation.spec import Like, Spec
from shapecheck.language import Phrase

__all__ = ["Counted", "Families", "Holder", "Item", "Named", "Number", "Part", "named", "parts_of"]

_MOST_REMEMBERED = 64  # values with other keys, or of other lengths, that one family has been read for


@dataclass(frozen=True, slots=True)
class Item:
    """One array, or with `each` all that a container holds, and its spec."""

    path: Path
    spec: Spec
    each: bool = False

    @property
    def sizes(self) -> tuple[Size, ...]:
        """The sizes that it names."""
        return self.spec.sizes

    @property
    def likes(self) -> tuple[Path, ...]:
        """What it refers to, `=W`."""
        return () if self.spec.like is None else (self.spec.like,)

    def __str__(self) -> str:
        return f"{self.path}{'[...]' if self.each else ''}: {str(self.spec) or '()'}"


@dataclass(frozen=True, slots=True)
class Number:
    """One integer, and the size that it must be."""

    path: Path
    size: Size

    likes: ClassVar[tuple[Path, ...]] = ()

    @property
    def sizes(self) -> tuple[Size, ...]:
        """The size, alone."""
        return (self.size,)

    def __str__(self) -> str:
        return f"{self.path}: {NumberForm(self.size)}"


@dataclass(frozen=True, slots=True)
class Holder:
    """A tuple or a list of so many values."""

    path: Path
    count: int
    sizes: ClassVar[tuple[Size, ...]] = ()
    likes: ClassVar[tuple[Path, ...]] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What a container tells of a size by its length or its keys: the length of `layer_dims` is L+1."""

    what: str
    path: Path
    value: int
    size: Size


@dataclass(frozen=True, slots=True)
class Families:
    """A list or a dict of which the value says how many entries there are."""

    path: Path
    form: ListForm | DictForm
    _made: dict[object, Named] = field(default_factory=dict, compare=False, repr=False)

    @property
    def sizes(self) -> tuple[Size, ...]:
        """The sizes in it."""
        return tuple(sizes_in(self.form))

    @property
    def likes(self) -> tuple[Path, ...]:
        """What is referred to in it, `=W`."""
        return tuple(form.path for form in forms_in(self.form) if isinstance(form, LikeForm))

    def __str__(self) -> str:
        return f"{self.path}: {self.form}"

    def of_length(self, length: int, name: str) -> Named:
        """Give the parts of a list of this length, each with its name."""
        return self._remembered(length, name, lambda: _of_list(self.path, self.form.parts, length))

    def of_keys(self, keys: tuple[object, ...], name: str) -> Named:
        """Give the parts of a dict with these keys, each with its name."""
        return self._remembered(keys, name, lambda: _of_dict(self.path, self.form.parts, keys))

    def _remembered(self, key: object, name: str, make: Callable[[], Iterator[Part | Counted]]) -> Named:
        found = self._made.get((key, name))
        if found is None:
            if len(self._made) >= _MOST_REMEMBERED:
                self._made.clear()
            found = self._made[key, name] = named(make(), name, len(self.path.steps))
        return found


Part: TypeAlias = Item | Number | Holder | Families
Named: TypeAlias = "tuple[tuple[Part | Counted, str], ...]"


def named(parts: Iterable[Part | Counted], name: str, above: int = 0) -> Named:
    """Give parts with their names; the name that is given is that of so many steps of their paths."""
    found: list[tuple[Part | Counted, str]] = []
    for part in parts:
        text = name + "".join(map(str, part.path.steps[above:]))
        found.append(
            (part, Phrase("{what} of {name}", what=part.what, name=text) if isinstance(part, Counted) else text)
        )
    return tuple(found)


def parts_of(path: Path, form: Form) -> Iterator[Part]:
    """Give the parts of what a value must be, from the outside in."""
    match form:
        case ShapeForm(spec):
            yield Item(path, spec)
        case LikeForm(other):
            yield Item(path, Spec((Like(other),)))
        case NumberForm(size):
            yield Number(path, size)
        case TupleForm(items):
            yield Holder(path, len(items))
            for i, item in enumerate(items):
                yield from parts_of(_inside(path, i), item)
        case ListForm(parts) if not _has_family(parts):
            yield Holder(path, len(parts))
            yield from (part for part in _of_list(path, parts, len(parts)) if not isinstance(part, Counted))
        case DictForm(parts) if not _has_family(parts):
            yield from (part for part in _of_dict(path, parts, ()) if not isinstance(part, Counted))
        case ListForm() | DictForm():
            yield Families(path, form)
        case ObjectForm(_, attributes):
            for each in attributes:
                yield from parts_of(Path(path.root, (*path.steps, Attribute(each.name))), each.form)
        case UnknownForm():
            pass
        case _:
            assert_never(form)


def _inside(path: Path, key: str | int) -> Path:
    return Path(path.root, (*path.steps, Key(key)))


def _has_family(parts: Sequence[FormPart]) -> bool:
    return any(isinstance(part, Family) for part in parts)


def _plain_key(part: FormPart) -> str | int | None:
    return key_value(part.key) if isinstance(part, Entry) and part.key is not None else None


def _of_list(path: Path, parts: Sequence[FormPart], length: int) -> Iterator[Part | Counted]:
    """Give the parts of a list; where it has one family of which the count is open, the length tells it."""
    counts = [1 if isinstance(part, Entry) else part.high - part.low + 1 for part in parts]
    total: Size = sum(counts)
    yield Counted(Phrase("the length"), path, length, total)
    known = sum(count for count in counts if isinstance(count, int))
    is_told = sum(isinstance(count, Dim) for count in counts) == 1
    place = 0
    for part, count in zip(parts, counts, strict=True):
        if isinstance(part, Entry):
            entries = [part]
        elif isinstance(count, int) or is_told:
            indices = range(count if isinstance(count, int) else length - known)
            entries = [entry for i in indices for entry in instances(part, part.low + i)]
        else:
            return
        for entry in entries[: max(length - place, 0)]:
            yield from parts_of(_inside(path, place), entry.form)
            place += 1


def _of_dict(path: Path, parts: Sequence[FormPart], keys: Sequence[object]) -> Iterator[Part | Counted]:
    """Give the parts of a dict; the keys that it has tell how many entries a family has."""
    for part in parts:
        if isinstance(part, Entry):
            entries: tuple[Entry, ...] = (part,)
        else:
            found = {index for entry in part.entries for index in _indices(entry, part.index, keys)}
            low, high = part.low, part.high
            if isinstance(low, Dim):
                low = min(found, default=1)
                if found:
                    yield Counted(Phrase("the first {index}", index=part.index), path, low, part.low)
            if isinstance(high, Dim):
                high = max((index for index in found if index >= low), default=low - 1)
                yield Counted(Phrase("the last {index}", index=part.index), path, high, part.high)
            entries = tuple(instances_between(part, low, high))
        for entry in entries:
            key = _plain_key(entry)
            if key is not None:
                yield from parts_of(_inside(path, key), entry.form)


def _indices(entry: Entry, index: str, keys: Sequence[object]) -> Iterator[int]:
    for key in keys:
        found = None if entry.key is None else index_in(entry.key, index, key)
        if found is not None:
            yield found
