"""Values that fit a contract: arrays of random numbers in tuples, lists, dicts and objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, TypeAlias, assert_never

import numpy as np

from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.matching.instances import forms_in, instances_between, key_value, sizes_in
from shapecheck.core.notation.contract import Need
from shapecheck.core.notation.forms import (
    DictForm,
    Entry,
    Family,
    Form,
    LikeForm,
    ListForm,
    NumberForm,
    ObjectForm,
    Part,
    ShapeForm,
    TupleForm,
    UnknownForm,
)
from shapecheck.core.notation.paths import Attribute, Key, Path
from shapecheck.core.notation.spec import AnyAxis, AnyRun, AxisPattern, Like, Packed, Run, Sized, Spec, lookups
from shapecheck.core.terms import of_atom
from shapecheck.testing.sizes import Choose, Sizes, Unfit

__all__ = ["Elements", "Objects", "Stated", "build"]

Elements: TypeAlias = Callable[[tuple[int, ...]], Any]
"""Gives an array of a shape."""

Objects: TypeAlias = Callable[[str, Mapping[str, Any]], Any]
"""Gives an object, from the name of its class and its attributes."""

_MOST_IN_RUN = 2  # axes that a run `*s` stands for


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated of the arguments of a function.

    Parameters
    ----------
    forms : tuple of (Path, Form)
        What each argument, or a part of one, must be.
    needs : tuple of Need
        What else must hold.
    """

    forms: tuple[tuple[Path, Form], ...]
    needs: tuple[Need, ...] = ()

    @property
    def sizes(self) -> tuple[Size, ...]:
        """All sizes that are named."""
        found = [size for _, form in self.forms for size in sizes_in(form)]
        return (*found, *(size for need in self.needs for size in (need.left, need.right)))

    @property
    def counts(self) -> frozenset[str]:
        """The names that say how many layers there are."""
        return frozenset(
            atom.name
            for _, form in self.forms
            for inner in forms_in(form)
            if isinstance(inner, ListForm | DictForm)
            for part in inner.parts
            if isinstance(part, Family)
            for bound in (part.low, part.high)
            for atom in symbols_of(bound)
            if atom.index is None
        )


def build(
    stated: Stated,
    choose: Choose,
    elements: Elements,
    layers: range,
    *,
    broken: int | None = None,
    objects: Objects = lambda _, attributes: SimpleNamespace(**attributes),
) -> dict[str, Any]:
    """Give arguments by their names, as `Stated` says.

    Parameters
    ----------
    stated : Stated
        What they must be.
    choose : callable
        Makes the choices of sizes.
    elements : callable
        Makes an array of a shape.
    layers : range
        How many layers there may be.
    broken : int, optional
        The place, among the axes of all arrays as they are built, of one that gets a size of its own.
    objects : callable, optional
        Makes an object, from the name of its class and its attributes by their names.

    Returns
    -------
    arguments : dict
        Values by the names of the parameters. What nothing is said of is not among them.

    Raises
    ------
    Unfit
        Where the sizes that were chosen do not satisfy what is needed.
    """
    taken = [size for size in stated.sizes if isinstance(size, int)]
    sizes = Sizes(choose, stated.needs, stated.counts, layers, taken)
    builder = _Builder(sizes, elements, objects, broken)
    values: dict[Path, Any] = {}
    late = [(path, form) for path, form in stated.forms if isinstance(form, LikeForm)]
    for path, form in stated.forms:
        if not isinstance(form, LikeForm | UnknownForm):
            values[path] = builder.value(form)
    for path, form in late:
        values[path] = builder.like(_found(values, form.path)) if isinstance(form, LikeForm) else None
    looked_up = {path: sizes(symbol) for symbol, path in _lookups(stated)}
    sizes.check()
    arguments: dict[str, Any] = {}
    for path in dict.fromkeys((*values, *looked_up)):
        if path in values or path.root not in {given.root for given in values if not given.steps}:
            _place(arguments, path, values[path] if path in values else looked_up[path])
    return {name: _finished(value) for name, value in arguments.items()}


@dataclass(slots=True)
class _Builder:
    sizes: Sizes
    elements: Elements
    objects: Objects
    broken: int | None
    built: int = 0  # axes so far
    runs: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def value(self, form: Form) -> Any:
        """Give a value of a form."""
        match form:
            case ShapeForm(spec):
                return self._array(self._shape(spec), bare=not spec.axes)
            case NumberForm(size):
                return self.sizes.number(size)
            case TupleForm(items):
                return tuple(self.value(item) for item in items)
            case ListForm(parts):
                return [self.value(entry.form) for entry in self._entries(parts)]
            case DictForm(parts):
                entries = [(None if e.key is None else key_value(e.key), e.form) for e in self._entries(parts)]
                return {key: self.value(inner) for key, inner in entries if key is not None}
            case ObjectForm(name, attributes):
                return self.objects(name, {each.name: self.value(each.form) for each in attributes})
            case LikeForm() | UnknownForm():
                return None
            case _:
                assert_never(form)

    def like(self, value: Any) -> Any:
        """Give a value with arrays of the same shapes."""
        match value:
            case tuple() | list():
                return type(value)(map(self.like, value))
            case dict():
                return {key: self.like(inner) for key, inner in value.items()}
            case np.ndarray() | float():
                return self._array(np.shape(value), bare=isinstance(value, float))
        return value

    def _entries(self, parts: Iterable[Part]) -> Iterator[Entry]:
        for part in parts:
            if isinstance(part, Entry):
                yield part
                continue
            low, high = self.sizes.number(part.low), self.sizes.number(part.high)
            yield from instances_between(part, low, high)

    def _array(self, shape: tuple[int, ...], *, bare: bool) -> Any:
        """Give an array; one without axes is a number where no axes are all that is said of it."""
        return self.elements((1,))[0] if bare else np.asarray(self.elements(shape))

    def _shape(self, spec: Spec) -> tuple[int, ...]:
        shape: list[int] = []
        for axis in spec.axes:
            shape += self._axis(axis)
        return tuple(shape)

    def _axis(self, axis: AxisPattern) -> tuple[int, ...]:
        match axis:
            case Sized() | Packed():
                size = self.sizes(axis.size)
                self.built += 1
                if self.built - 1 == self.broken:
                    return (self.sizes.fresh(greatest=True),)
                return (self.sizes.choose([1, size]) if axis.broadcastable and size > 1 else size,)
            case AnyAxis():
                return (self.sizes.fresh(),)
            case Run(name, broadcastable):
                if name not in self.runs:
                    self.runs[name] = self._some()
                own = self.runs[name]
                return tuple(self.sizes.choose([1, size]) for size in own) if broadcastable else own
            case AnyRun():
                return self._some()
            case Like():
                raise Unfit
            case _:
                assert_never(axis)

    def _some(self) -> tuple[int, ...]:
        return tuple(self.sizes.fresh() for _ in range(self.sizes.choose(range(_MOST_IN_RUN + 1))))


def _lookups(stated: Stated) -> Iterator[tuple[Size, Path]]:
    """Give the values that sizes look up, `{self.n_h}`, each as a size, with where it is looked up."""
    for atom, path in lookups(stated.sizes):
        yield Dim(of_atom(atom)), path


@dataclass(slots=True)
class _Growing:
    """A value of which the parts are known one after the other, by the steps of their paths."""

    parts: dict[Attribute | Key, Any] = field(default_factory=dict)


def _place(arguments: dict[str, Any], path: Path, value: Any) -> None:
    """Put a value where its path says."""
    if not path.steps:
        arguments[path.root] = value
        return
    whole = arguments.setdefault(path.root, _Growing())
    for step in path.steps[:-1]:
        if isinstance(whole, _Growing):
            whole = whole.parts.setdefault(step, _Growing())
    if isinstance(whole, _Growing):
        whole.parts.setdefault(path.steps[-1], value)


def _finished(value: Any) -> Any:
    """Give what has parts as an object, a dict or a tuple, by the kinds of its steps."""
    if not isinstance(value, _Growing):
        return value
    parts: Mapping[Attribute | Key, Any] = {step: _finished(part) for step, part in value.parts.items()}
    if any(isinstance(step, Attribute) for step in parts):
        return SimpleNamespace(**{step.name: part for step, part in parts.items() if isinstance(step, Attribute)})
    keys = {step.value: part for step, part in parts.items() if isinstance(step, Key)}
    if any(isinstance(key, str) for key in keys):
        return keys
    numbers = [key for key in keys if isinstance(key, int)]
    from_start, from_end = max((*numbers, -1)) + 1, -min((*numbers, 0))
    items: list[Any] = [None] * (from_start + from_end)
    for key in numbers:
        items[key] = keys[key]
    return tuple(items)


def _found(values: Mapping[Path, Any], path: Path) -> Any:
    """Give the value at a path, in what is built already."""
    for depth in range(len(path.steps), -1, -1):
        above = Path(path.root, path.steps[:depth])
        if above in values:
            value = values[above]
            for step in path.steps[depth:]:
                value = getattr(value, step.name) if isinstance(step, Attribute) else value[step.value]
            return value
    raise Unfit
