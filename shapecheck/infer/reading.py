"""What the values of a run are as forms: arrays as shapes in symbols, lists and dicts with their items one by one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, terms_of
from shapecheck.core.notation.forms import (
    DictForm,
    Entry,
    Family,
    Form,
    LikeForm,
    ListForm,
    NumberForm,
    ObjectForm,
    Parameter,
    ShapeForm,
    TextKey,
    TupleForm,
    UnknownForm,
)
from shapecheck.core.notation.paths import Path as Written
from shapecheck.core.notation.spec import AnyRun, AxisPattern, Run, Sized, Spec
from shapecheck.infer.derivation import Derivation
from shapecheck.infer.families import INDEX, sizes_in
from shapecheck.infer.hints import Path, attribute_of
from shapecheck.infer.machine import Machine
from shapecheck.infer.values import INTEGER, Contents, Dictionary, Function, Instance, Listing, Opaque, Value

__all__ = ["Reader", "frozen", "says_something"]

_DEEPEST = 6  # containers inside each other
_MOST = 64  # items of one
_NUMBERS = frozenset({"float", "int", "number"})


def frozen(machine: Machine, value: Value, depth: int = 0) -> Value:
    """Return a value as it is now: containers are copied, so that what is done to them later changes nothing."""
    if depth > _DEEPEST:
        return value
    if type(value) is tuple:
        return tuple(frozen(machine, item, depth + 1) for item in value)
    if isinstance(value, Dictionary):
        return machine.dictionary({key: frozen(machine, item, depth + 1) for key, item in value.cells.items()})
    if isinstance(value, Listing) and value.items is not None and value.kind == "list":
        return machine.listing([frozen(machine, item, depth + 1) for item in value.items])
    if isinstance(value, Instance):
        made = Instance(value.born, value.type)
        made.cells.update({key: frozen(machine, item, depth + 1) for key, item in value.cells.items()})
        return made
    return value


@dataclass(slots=True)
class Reader:
    """Reads forms off a run that is over.

    Parameters
    ----------
    found : Derivation
        What the run has found.
    wanted : frozenset of str
        The attributes of its object that a method reads, whatever they are.
    """

    found: Derivation
    wanted: frozenset[str] = frozenset()
    _runs: dict[str, str] = field(default_factory=dict)  # the names of runs of axes

    def form(self, value: Value, depth: int = 0, *, given: bool = False) -> Form:
        """Return the form of a value; `given` where it is an argument, which may be used as nothing."""
        if depth > _DEEPEST:
            return UnknownForm()
        whole = value
        value = self.found.solved(self.found.taken_as(value))
        if isinstance(value, Array):
            return self._array(value, given)
        if isinstance(value, bool):
            return UnknownForm()
        if isinstance(value, (int, Dim)):
            return NumberForm(self.found.size(value))
        if isinstance(value, (float, complex)):
            return ShapeForm(Spec())
        if type(value) is tuple and len(value) <= _MOST:
            return TupleForm(tuple(self.form(item, depth + 1, given=given) for item in value))
        if isinstance(value, Listing):
            items = value.items
            if value.kind == "list" and items is None:
                return self._stream(value.contents, depth)
            if value.kind != "list" or items is None or len(items) > _MOST:
                return UnknownForm()
            return ListForm(tuple(Entry(None, self.form(item, depth + 1, given=given)) for item in items))
        if isinstance(value, Dictionary):
            return self._dict(value.cells if not value.is_open else None, depth, given)
        if isinstance(value, Instance):
            return self._object(value.type.name, {(key,): own for key, own in value.cells.items()}, depth, given)
        if isinstance(value, Opaque):
            return self._unknown(value, whole, depth, given)
        return UnknownForm()

    def _stream(self, contents: Contents, depth: int) -> Form:
        """Return the form of a list of which one item stands for all: a family that is as long as the list."""
        length = contents.length
        if length is None or self.found.is_any(length):
            return UnknownForm()
        form = self.form(contents.element, depth + 1)
        if not says_something(form) or any(map(self.found.is_any, sizes_in(form))):
            return UnknownForm()
        high = self.found.size(length)
        low = 1 if isinstance(high, Dim) and len(terms_of(high - 1)) >= len(terms_of(high)) else 0
        return ListForm((Family(INDEX, low, high - 1 + low, (Entry(None, form),)),))

    def _array(self, value: Array, given: bool) -> Form:
        shape = value.shape
        if shape.run is None:
            return ShapeForm(Spec(tuple(Sized(size) for size in shape.before)))
        if shape.run == "...":
            run: AxisPattern = AnyRun()
        else:
            bounds = self.found.bounds(shape.run)
            path = self.found.path_of(value)
            if bounds and not given and path is not None and len(path) == 1:
                return _like(path)
            if bounds:
                sides = (tuple(Sized(size) for size in sizes) for sizes in (shape.before, shape.after))
                before, after = sides
                return ShapeForm(Spec((*before, *_common(bounds, self.found.is_given), *after)))
            run = Run(self._runs.setdefault(shape.run, _run_name(len(self._runs))))
        before, after = (tuple(Sized(size) for size in sizes) for sizes in (shape.before, shape.after))
        return ShapeForm(Spec((*before, run, *after)))

    def _dict(self, cells: Mapping[Value, Value] | None, depth: int, given: bool) -> Form:
        if cells is None or len(cells) > _MOST:
            return UnknownForm()
        entries = []
        for key, value in cells.items():
            try:
                made = TextKey.of((key,)) if isinstance(key, str) else key
            except ValueError:
                return UnknownForm()
            if isinstance(made, bool) or not isinstance(made, (TextKey, int, Dim)):
                return UnknownForm()
            entries.append(Entry(made, self.form(value, depth + 1, given=given)))
        return DictForm(tuple(entries))

    def _object(self, name: str, cells: Mapping[object, Value], depth: int, given: bool) -> Form:
        attributes = []
        for key, value in cells.items():
            attribute = attribute_of(key)
            if attribute is None or attribute.startswith("__"):
                continue
            if isinstance(value, Function):
                continue
            form = self.form(value, depth + 1, given=given)
            if says_something(form) or (given and not depth and attribute in self.wanted):
                attributes.append(Parameter(attribute, form))
        return ObjectForm(name, tuple(attributes)) if name.isidentifier() else UnknownForm()

    def _unknown(self, value: Opaque, whole: Value, depth: int, given: bool) -> Form:
        found = self.found
        if INTEGER in value.cells or (value.kind == "int" and value.size is not None):
            return UnknownForm() if value.size is None else NumberForm(found.size(value.size))
        if value.kind in _NUMBERS:
            return ShapeForm(Spec())
        path = found.path_of(value) or found.path_of(whole)
        if path is None or not given:
            return UnknownForm() if path is None else _like(path)
        reads = found.reads.get(id(value), {})
        texts = {key: own for key, own in reads.items() if isinstance(key, str)}
        count = found.counted(value)
        made: Form = UnknownForm()
        if texts:
            made = self._dict(texts, depth, True)
        elif count is not None:
            items = (reads.get(place) for place in range(count))
            made = ListForm(tuple(Entry(None, self._maybe(item, depth + 1)) for item in items))
        elif len(reads) > 1 and reads.keys() == set(range(len(reads))):
            return TupleForm(tuple(self.form(reads[at], depth + 1, given=True) for at in range(len(reads))))
        elif reads and all(attribute_of(key) is not None for key in reads):
            made = self._object("object", reads, depth, True)
        return made if says_something(made) else UnknownForm()

    def _maybe(self, value: Value | None, depth: int) -> Form:
        return UnknownForm() if value is None else self.form(value, depth, given=True)


def says_something(form: Form) -> bool:
    """Tell whether a form says more of a value than that it holds others."""
    match form:
        case UnknownForm():
            return False
        case ListForm(parts) | DictForm(parts):
            return any(says_something(part.form) for part in parts if isinstance(part, Entry))
        case ObjectForm(_, attributes):
            return bool(attributes)
    return True


_RUNS = ("s", "t", "u", "v", "w")


def _run_name(number: int) -> str:
    """Return what a run of axes is called: each by a name of its own."""
    again, place = divmod(number, len(_RUNS))
    return f"{_RUNS[place]}{again + 1}" if again else _RUNS[place]


def _common(bounds: list[tuple[Size, ...]], is_given: Callable[[Size], bool]) -> tuple[AxisPattern, ...]:
    """Return the axes that broadcast to all of some shapes: where these differ in a size, or it is none given, 1."""
    rank = min(map(len, bounds))
    columns = [{shape[len(shape) - rank + at] for shape in bounds} for at in range(rank)]
    sizes = [column.pop() if len(column) == 1 else 1 for column in columns]
    sizes = [size if is_given(size) else 1 for size in sizes]
    while sizes and sizes[0] == 1:
        del sizes[0]  # no array needs leading axes of 1
    return tuple(Sized(size, broadcastable=size != 1) for size in sizes)


def _like(path: Path) -> Form:
    """Return what is said of an argument that is given back as it came."""
    name = path[0] if len(path) == 1 else ""
    return LikeForm(Written(name)) if isinstance(name, str) and name.isidentifier() else UnknownForm()
