"""Arguments of which nothing is supposed but what their uses ask for: a run of unknown axes until one of them has axes.

`Equations` take what is used as a matrix as one. Here what is only used element by element keeps its axes open: it has
a *run* of axes with a name, `*s`, which several arguments may share. What is read out of an argument remembers where
it came in, so that a use which was misunderstood can be learned of (`Hints`), and the contract can be read off.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Size, symbol_in, symbols_of
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.core.terms import Symbol
from shapecheck.infer.generic import Equations, Held
from shapecheck.infer.hints import Hints, Learned, Path, name_of, solution, steady
from shapecheck.infer.machine import Machine
from shapecheck.infer.values import INTEGER, Function, Instance, Opaque, Tensor, Value

__all__ = ["MATRICES", "Arguments"]

MATRICES = 2  # axes of what is multiplied or turned, or has a second axis that is named


class Arguments(Equations):
    """What the arguments of a function are taken as in one run.

    Parameters
    ----------
    machine : Machine
        What makes the run.
    function : Function
        The function.
    hints : Hints
        What earlier runs have learned; this one adds to it.
    count : int
        How many items what is counted has.
    """

    __slots__ = (
        "_function",
        "_made_of",
        "_object",
        "_owners",
        "_paths",
        "_runs",
        "_shapes",
        "_taken_from",
        "bound_runs",
        "bounds_of",
        "hints",
        "names",
        "reads",
        "supposed",
        "together",
    )

    def __init__(self, machine: Machine, function: Function, hints: Hints, count: int) -> None:
        super().__init__(machine, count=count)
        self._function = function
        self.hints = hints
        self.reads: dict[int, dict[object, Value]] = {}  # what was read out of an unknown value, by its identity
        self.names: dict[Symbol, list[tuple[str, bool]]] = {}  # how the program calls sizes; whether the function does
        self.bound_runs: list[tuple[str, Shape]] = []  # likewise runs of axes
        self.bounds_of: dict[str, dict[tuple[Size, ...], None]] = {}  # shapes that a run broadcasts to
        self.supposed: dict[Path, int] = {}  # numbers of axes that are only supposed
        self.together: list[tuple[Path, ...]] = []  # where arrays came in of which that was supposed together
        self._paths: dict[int, tuple[Value, Path]] = {}  # of values that came of the arguments, by identity
        self._made_of: dict[int, tuple[Value, Array]] = {}  # what a value is taken as, in whatever branch
        self._owners: list[Value] = []  # whose identity is a key
        self._shapes: dict[int, Array] = {}  # whose shape a tuple is, by identity
        self._taken_from: dict[int, tuple[Value, Value]] = {}  # of what a condition says, what it was before
        self._runs = 0
        self._object: Instance | None = None

    # Where values come in

    def root(self, function: Function, name: str, value: Value) -> Value:
        """Return what may be passed for a parameter of a function, with what was learned of it."""
        own = function.node is self._function.node
        return self._as_hinted(value, (name,) if own else (f"{function.name}.{name}",))

    def attribute(self, name: str, value: Value) -> Value:
        """Return what the object has that a method is called on, with what was learned of it."""
        return self._as_hinted(value, ("self", (name,)))

    def note_object(self, owner: Instance) -> None:
        """Note the object that a method is called on."""
        self._paths[id(owner)] = owner, ("self",)
        self._object = owner

    def is_of_object(self, array: Array) -> bool:
        """Tell whether the object that a method is called on has an array of these sizes."""
        cells = () if self._object is None else self._object.cells.values()
        return any(isinstance(own, Array) and self.solved(own).shape == array.shape for own in cells)

    def read(self, owner: Opaque | Instance, key: object, found: Value) -> Value:
        """Return what is read out of an unknown value, with what was learned of it."""
        known = self.reads.get(id(owner), {}).get(key)
        if known is not None:
            return known
        path = self.path_of(owner)
        if path is not None:
            found = self._as_hinted(found, (*path, steady(key)))
        self._owners.append(owner)
        self.reads.setdefault(id(owner), {})[key] = found
        return found

    def _as_hinted(self, value: Value, path: Path) -> Value:
        if isinstance(value, Opaque) and value.kind in {None, "int", "number"}:
            name = name_of(path)
            if path in self.hints.integers:
                value = self._machine.symbols.named(name, rigid=True)
            elif path in self.hints.scalars:
                value = Array(SCALAR, name=name)
            elif path in self.hints.arrays:
                value = self.with_run(value)
        self._paths[id(value)] = value, path
        return value

    def path_of(self, value: Value) -> Path | None:
        """Return where a value came in; None for one that the function has made."""
        found = self._paths.get(id(value))
        return None if found is None else found[1]

    def paths_of_run(self, value: Value) -> Sequence[Path]:
        """Return where a value came in, or for one that was made element by element of others, where these did."""
        path = self.path_of(value)
        if path is not None:
            return (path,)
        run = value.shape.run if isinstance(value, Array) else None
        return [] if run in {None, "..."} else [path for path, own in self.in_runs() if own.run == run]

    def in_runs(self) -> list[tuple[Path, Shape]]:
        """Return where arrays came in, each with its shape, which may have a run of axes."""
        arrays = [(path, own.shape) for own, path in self._paths.values() if isinstance(own, Array)]
        shapes = {shape: self._known(shape).map(self.size) for _, shape in arrays}
        return [(path, shapes[shape]) for path, shape in arrays]

    def partly_open(self) -> list[Path]:
        """Return where arrays came in that have some axes which are known, and others."""
        return list(dict.fromkeys(path for path, own in self.in_runs() if own.run and (own.before or own.after)))

    # What they are taken as

    def current(self, value: Value) -> Value:
        """Return what a value is taken as."""
        found = super().current(value)
        while found is not value:
            value, found = found, super().current(found)
        return found

    def taken_as(self, value: Value) -> Value:
        """Return what a value is taken as at the end, or was in a branch."""
        found = self.current(value)
        while id(found) in self._made_of:
            found = self.current(self._made_of[id(found)][1])
        return found

    def is_open(self, value: Value) -> bool:
        """Tell whether a value may be anything that its use asks for."""
        return not (isinstance(value, Opaque) and INTEGER in value.cells) and super().is_open(value)

    def is_free(self, value: Value) -> bool:
        """Tell whether a value is one of which nothing is known, and that was not counted."""
        return isinstance(value, Opaque) and self.is_open(value) and id(value) not in self._counted

    def is_unknown(self, value: Value) -> bool:
        """Tell whether a value may be an array whose number of axes is not known."""
        if isinstance(value, Array):
            return value.shape.rank is None and not isinstance(value, Tensor)
        return self.is_free(value)

    def counted(self, value: Value) -> int | None:
        """Return how many items a value was taken to have; None where it was not counted."""
        return self._count if id(value) in self._counted else None

    @property
    def has_counted(self) -> bool:
        """Whether anything was counted."""
        return bool(self._counted)

    def items(self, value: Value) -> list[Value] | None:
        """Return the items of an unknown value that is gone through; None for any other value."""
        if type(value) is tuple:
            self.indexed(value, None)
        return super().items(value)

    def _item(self, owner: Opaque, place: int) -> Value:
        known = self.reads.get(id(owner), {}).get(place)
        if known is None:
            made = self._machine.opaque(name=f"{owner.name}[{place}]" if owner.name else "")
            made.rigid = True
            known = self.read(owner, place, made)
        return self.current(known)

    def with_run(self, value: Value) -> Array:
        """Return what may be anything as an array of unknown axes, which have a name."""
        if isinstance(value, Array) and value.shape.run not in {None, "..."}:
            return value
        shape = value.shape if isinstance(value, Array) else Shape((), "...")
        made = Array(Shape(shape.before, self._new_run(), shape.after), name=getattr(value, "name", ""))
        return self.hold(value, made)

    def as_array(self, value: Value, least: int = 0) -> Value:
        """Return what may be anything as an array of known axes, `least` or more, which it is from there on."""
        value = self.current(value)
        path = self.path_of(value)
        if isinstance(value, Opaque) and id(value) in self._counted and path is not None:
            self.hints.arrays.add(path)
            raise Learned
        if not self.is_open(value):
            return value
        known = self._made_of.get(id(value))
        if known is not None and known[1].shape.rank is not None:
            return self.hold(value, known[1])  # another branch has taken it so
        array: Array = self.solved(self.with_run(value))
        if array.shape.run is None:
            return array
        owners = {where: own.least_rank for where, own in self.in_runs() if own.run == array.shape.run}
        counts = [self.hints.ranks.get(where, MATRICES) - rank for where, rank in owners.items()]
        count = max(*(counts or [MATRICES - array.shape.least_rank]), least - array.shape.least_rank, 0)
        new = self._new_sizes(count, array.name)
        self.together.append(tuple(owners))
        for where, rank in owners.items():
            self.supposed.setdefault(where, rank + count)
        made = replace(array, shape=Shape((*array.shape.before, *new, *array.shape.after)))
        self.bind_run(array.shape.run, Shape(new))
        self._keep_bounds(array.shape.run, made)
        self.made.append(made)
        return self.hold(value, made)

    def hold(self, value: Value, made: Array, *, lasts: bool = True) -> Array:
        """Take a value as an array from there on, wherever it is; what a condition says lasts as long as that."""
        known = self._made_of.get(id(value))
        if known is not None and _is_same(known[1].shape, made.shape):
            for pair in zip(made.shape.before, known[1].shape.before, strict=True):  # another branch has taken it so
                found = solution(*map(self.size, pair))
                if found is not None:
                    self._bind(*found)
            made = known[1]
        path = self.path_of(value)
        if path is not None:
            self._paths[id(made)] = made, path
        if not lasts and made is not value:
            self._taken_from[id(made)] = made, value
        if lasts:
            self._made_of[id(value)] = value, made
        if isinstance(value, Array):
            self._machine.origins.hand_on(value, made)
        self._machine.journal.write(self, id(value), Held(value, made))
        return made

    def meeting(self, values: Sequence[Value]) -> Sequence[Value]:
        """Return what a cell has on the paths that meet: what one of them took as an array is one on all."""
        if not any(isinstance(value, Array) for value in values):
            return values
        first = next((value for value in values if all(self._came_of(other, value) for other in values)), None)
        if first is not None:
            return [first] * len(values)  # what a condition said of it on one path holds on that path alone
        return [self._taken_again(value) if isinstance(value, Opaque) else self.solved(value) for value in values]

    def _came_of(self, value: Value, other: Value) -> bool:
        """Tell whether a value is another one, or what that was taken as."""
        while value is not other and id(value) in self._taken_from:
            value = self._taken_from[id(value)][1]
        return value is other

    def _taken_again(self, value: Value) -> Value:
        """Return what another branch has taken a value as, which it is on all paths from there on."""
        while id(value) in self._made_of:
            made = self._made_of[id(value)][1]
            self.hold(value, made)
            for run, shape in self.bound_runs:
                if run == made.shape.run and ("run", run) not in self.cells:
                    self._machine.journal.write(self, ("run", run), shape)
            value = made
        return self.solved(value)

    # Axes

    def _new_run(self) -> str:
        self._runs += 1
        return f"s{self._runs}"

    def _new_sizes(self, count: int, label: str) -> tuple[Size, ...]:
        symbols = self._machine.symbols
        new = tuple(symbols.named(f"{label or 'size'}_{axis}", may_be_zero=False) for axis in range(count))
        self._sizes.update(own for size in new for own in symbols_of(size))
        return new

    def _keep_bounds(self, run: str, made: Array) -> None:
        """Let an array fit beside those beside which it was taken as one that stretches nothing."""
        for bound in self.bounds_of.get(run, {}):
            for size, other in zip(reversed(made.shape.before), reversed(bound), strict=False):
                found = solution(*map(self.size, (size, other)))
                if found is not None:
                    self._bind(*found)

    def bind_run(self, run: str | None, shape: Shape) -> None:
        """Let a run of axes be what is known of it by now."""
        if run is not None and run not in {"...", shape.run}:
            self.bound_runs += [] if self.assumes else [(run, shape)]
            self._machine.journal.write(self, ("run", run), shape)

    def solved(self, value: Any) -> Any:
        """Return a value with the sizes and axes that are known by now in place of those that they are equal to."""
        if isinstance(value, Array) and ("run", value.shape.run) in self.cells:
            made = replace(value, shape=self._known(value.shape))
            self._machine.origins.hand_on(value, made)
            path = self.path_of(value)
            if path is not None:
                self._paths[id(made)] = made, path
            value = made
        return super().solved(value)

    def _known(self, shape: Shape) -> Shape:
        """Return a shape with the axes that are known by now in place of runs."""
        while ("run", shape.run) in self.cells:
            inner: Shape = self.cells["run", shape.run]
            both, after = (*shape.before, *inner.before), (*inner.after, *shape.after)
            shape = Shape((*both, *after)) if inner.run is None else Shape(both, inner.run, after)
        return shape

    # Names

    def is_given(self, size: Size) -> bool:
        """Tell whether a size is made of those of arguments alone."""
        said = self._machine.symbols.said | self._sizes
        return all(not own.flexible or own in said for own in symbols_of(size))

    def call(self, size: Size, text: str) -> None:
        """Note that the docstring calls a size so."""
        own = symbol_in(size)
        if own is not None:
            self.names.setdefault(own, []).insert(0, (text, True))


def _is_same(known: Shape, made: Shape) -> bool:
    """Tell whether two shapes say as much of numbers of axes."""
    return len({(shape.run is None, len(shape.before), len(shape.after)) for shape in (known, made)}) == 1
