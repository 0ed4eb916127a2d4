"""What a function needs of its arguments, and gives: the run that its contract is read off.

Operands of which nothing is known are supposed to have one shape; one beside an array of known shape is only bounded by
it (`#n #m`). What operations need of sizes is solved in `requirements`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.infer.hints import Hints, Learned, Path
from shapecheck.infer.lowering import parameter_at
from shapecheck.infer.machine import Machine
from shapecheck.infer.requirements import Requirements
from shapecheck.infer.values import Function, Listing, Opaque, Value
from shapecheck.ops.completions import answer
from shapecheck.ops.parameters import ARRAYS
from shapecheck.ops.roles import (
    Role,
    goes_through_parts,
    is_matrix_product,
    operand_ranks,
    role_of,
)
from shapecheck.ops.rule import Rule
from shapecheck.ops.table import RULES

__all__ = ["Derivation"]

_INDEXED = frozenset({"ndarray.__getitem__", "ndarray.__setitem__"})
_NUMBERS = frozenset(f"ndarray.__{name}__" for name in ("bool", "float", "index", "int"))
_COMPARED = frozenset({"eq", "ne"})
_AROUND = frozenset({"sub", "truediv"})  # operators whose left operand is rather the larger one
_OF_NUMBERS = 10  # how much less likely a product of numbers is than one of a matrix with itself
_GET_ITEM = RULES["ndarray.__getitem__"]
_IN_PLACE = frozenset(f"operator.i{name}" for name in "add sub mul truediv floordiv mod pow and or xor".split())


class Derivation(Requirements):
    """One run of a function on arguments of which nothing is supposed but what their uses ask for."""

    __slots__ = ("_multiplied", "_operator", "_partners", "_stand_ins", "_stretches", "squares")

    def __init__(self, machine: Machine, function: Function, hints: Hints, count: int) -> None:
        super().__init__(machine, function, hints, count)
        self._stand_ins: dict[Size, str] = {}  # sizes that stand for runs of axes in one operation
        self._partners: dict[Path, set[Path]] = {}  # arguments that were combined
        self._multiplied: dict[Path, set[Path]] = {}  # those that were multiplied
        self._stretches: dict[Path, dict[Shape, None]] = {}  # what arguments multiply that are taken to stretch it
        self.squares = 0  # products of an array with itself, or of numbers
        self._operator = ""  # that is being done

    # Operands

    def operands(self, name: str, left: Value, right: Value) -> tuple[Value, Value]:
        """Return the operands of an operator as they are taken: of two unknown values each may be an array."""
        if name == "matmul":
            return self.as_array(left), self.as_array(right)
        self._operator = name
        if name == "add" and (isinstance(left, Listing) or isinstance(right, Listing)):
            return self._list(left), self._list(right)
        left, right = self.current(left), self.current(right)
        of_array = isinstance(left, Array) or isinstance(right, Array)
        if (name in _COMPARED and not of_array) or not all(map(self._is_plain, (left, right))):
            return left, right
        return self.operand(left), self.operand(right)

    def listed(self, value: Value) -> list[Value] | None:
        """Return the items of an unknown value of which a list is made; None where they are not known."""
        value = self.current(value)
        return self.items(value) if self.is_free(value) or self.counted(value) else None

    def _list(self, value: Value) -> Value:
        """Return what a list is joined with as a list."""
        items = self.listed(value)
        return value if items is None else self._machine.listing(items)

    def operand(self, value: Value) -> Value:
        """Return the operand of `-x` as it is taken."""
        return self.with_run(value) if self.is_free(value) else value

    def _is_plain(self, value: Value) -> bool:
        """Tell whether a value is a number, an array, or one of which nothing is known."""
        if isinstance(value, Opaque):
            return value.kind in {"int", "float", "number"} or self.is_free(value)
        return isinstance(value, (int, float, complex, Dim, Array))

    def taken(
        self, rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]
    ) -> tuple[list[Value], dict[str, Value]]:
        """Return the arguments of an operation as they are taken, with what is known of them by now."""
        name, role = rule.names[0], role_of(rule)
        if not name.startswith("operator."):
            self._operator = ""
        given = [self.solved(self.current(value)) for value in arguments]
        named = {key: self.solved(self.current(value)) for key, value in keywords.items()}
        stands = False
        along = named.get("axis", given[1] if len(given) > 1 else None)
        along_axis = role is Role.REDUCES and along is not None
        if not given:
            pass
        elif name in _NUMBERS:
            self.numbered(given[0])
        elif is_matrix_product(rule):
            given[:2] = [self.as_array(value) for value in given[:2]]
            self._note_product(given[:2])
        elif along_axis and type(along) is int and along < 0 and self.is_unknown(given[0]):
            given[0] = self._stand_in(self.with_last_axes(given[0], -along))
            stands = True
        elif ranks := operand_ranks(rule, given, named):
            asked = zip(given, ranks, strict=False)
            given[: len(ranks)] = [value if rank is None else self.with_rank(value, rank) for value, rank in asked]
        elif role is Role.TURNS or along_axis or (name.startswith("numpy.linalg.") and role is not Role.REDUCES):
            if name.startswith(("numpy.", "ndarray.")):
                given[0] = self.as_array(given[0], max(along + 1, -along) if type(along) is int else 0)
        elif name in _INDEXED and len(given) > 1:
            given[0] = self._with_indices(given[0], given[1])
            given[1] = self._beside_indices(given[1])
            if len(given) > 2 and self.is_unknown(given[2]):
                given[2] = self._filling(given[0], given[1], given[2])
            given[:2] = self._standing_in(given[0], given[1])
            stands = True
        elif role is Role.ELEMENTWISE:
            self._note_stretching(arguments)
            given = self._elementwise(
                given, max(rule.form.partition("->")[0].count("()"), 1), around=self._operator in _AROUND
            )
        elif name in _IN_PLACE:
            given = self._elementwise(given, 2, stretches=False)
        elif goes_through_parts(name):
            given[0] = self._with_arrays(given[0])
        elif name == "numpy.arange" and len(given) == 1:
            self.sized(self.operand(given[0]))  # so many numbers
        elif not name.startswith("numpy.random."):
            for place, value in enumerate(given):
                if parameter_at(rule, place) in ARRAYS and self.is_unknown(value):
                    given[place] = self.with_run(value)
        if not stands:
            given = [self.solved(value) for value in given]
        return given, {key: self.solved(value) for key, value in named.items()}

    def _note_stretching(self, arguments: Sequence[Value]) -> None:
        """Learn that what was taken to stretch an array that it multiplies is a number, as it multiplies others too."""
        values = [self.current(value) for value in arguments]
        paths = [self.path_of(value) for value in values]
        for path in paths if self._operator == "mul" else ():
            if path in self.hints.stretched and path not in self.hints.scalars:
                shapes = self._stretches.setdefault(path, {})
                others = [own for own, other in zip(values, paths, strict=True) if other != path]
                shapes.update({self.solved(own).shape: None for own in others if isinstance(own, Array)})
                if len(shapes) > 1:
                    self.hints.scalars.add(path)
                    self.hints.ranks.pop(path, None)
                    self.hints.stretched.remove(path)
                    raise Learned

    def _note_product(self, given: Sequence[Value]) -> None:
        """Note a product of a matrix with itself, or of numbers: other numbers of axes may ask for less."""
        arrays = [value for value in given if isinstance(value, Array)]
        is_square = len(arrays) > 1 and arrays[0] is arrays[1] and arrays[0].shape.rank != 1
        of_numbers = any(array.shape.rank == 0 and self.path_of(array) is None for array in arrays)
        self.squares += is_square + _OF_NUMBERS * of_numbers

    def _filling(self, value: Value, key: Value, given: Value) -> Value:
        """Return what is written to a part of an array: it is bounded by that part."""
        part = answer(_GET_ITEM, (value, key), {}).result if isinstance(value, Array) else None
        array = self.solved(self.with_run(given))
        if not isinstance(part, Array) or not part.shape.rank or array.shape.least_rank:
            return array
        self.bounds_of.setdefault(array.shape.run or "", {})[part.shape.before] = None
        return Array(SCALAR)

    def _standing_in(self, value: Value, key: Value) -> list[Value]:
        """Return an array and an index, where that takes no axis of its run: one axis stands for it then."""
        if not isinstance(value, Array) or value.shape.run in {None, "..."}:
            return [value, key]
        if isinstance(key, Array) and key.kind == "b" and key.shape.rank is None and not key.shape.least_rank:
            if not value.shape.least_rank:
                self._agree(value, key)
            value, key = self.solved(value), self.solved(key)
            return [self._stand_in(value), self._stand_in(key)] if value.shape == key.shape else [value, key]
        parts = key if type(key) is tuple else (key,)
        if not all(part is None or part is ... or isinstance(part, (int, slice, Dim)) for part in parts):
            return [value, key]
        at = next((place for place, part in enumerate(parts) if part is ...), len(parts))
        taken = [sum(part is not None for part in side) for side in (parts[:at], parts[at + 1 :])]
        fits = taken[0] <= len(value.shape.before) and taken[1] <= len(value.shape.after)
        return [self._stand_in(value), key] if fits else [value, key]

    def _stand_in(self, array: Array) -> Array:
        """Return an array in which one axis stands for its run of axes, until the operation is over."""
        run = array.shape.run
        if run is None or run == "...":
            return array
        found = next((size for size, own in self._stand_ins.items() if own == run), None)
        if found is None:
            found = self._machine.symbols.named(run, rigid=True)
            self._stand_ins[found] = run
        return replace(array, shape=Shape((*array.shape.before, found, *array.shape.after)))

    def _with_runs_again(self, shape: Shape) -> Shape:
        """Return the shape of a result with runs of axes where single ones stood for them."""
        places = [at for at, size in enumerate(shape.before) if size in self._stand_ins]
        if shape.run is not None or len(places) != 1:
            return shape
        at, sizes = places[0], shape.before
        return Shape(sizes[:at], self._stand_ins[sizes[at]], sizes[at + 1 :])

    def solved(self, value: Any) -> Any:
        """Return a value with what is known by now in place of what it is equal to."""
        if self._stand_ins and isinstance(value, Array):
            value = replace(value, shape=self._with_runs_again(value.shape))
        return super().solved(value)

    def _known(self, shape: Shape) -> Shape:
        """Return a shape with the axes that are known by now in place of runs, and of what stands for runs."""
        return super()._known(self._with_runs_again(shape) if self._stand_ins else shape)

    def filled(self, owner: Value, key: Value) -> Value:
        """Return what is written to: what has parts along several axes is an array."""
        parts = key if type(key) is tuple else ()
        if not self.is_free(owner) or not any(type(part) is slice for part in parts):
            return owner
        return self._with_indices(self.with_run(owner), key)

    def _with_arrays(self, value: Value) -> Value:
        """Return the arrays that are put together."""
        if type(value) is tuple:
            return tuple(self.solved(self.as_array(item)) for item in value)
        if isinstance(value, Listing) and value.items is not None:
            return self._machine.listing([self.solved(self.as_array(item)) for item in value.items], value.kind)
        return value

    def _with_indices(self, value: Value, key: Value) -> Value:
        """Return an array with the axes that an index takes."""
        parts = key if type(key) is tuple else (key,)
        for part in parts:
            for bound in (part.start, part.stop, part.step) if type(part) is slice else ():
                self.sized(bound)
        masks = any(isinstance(part, Array) and part.kind not in {"i", "u"} for part in parts)
        if not isinstance(value, Array) or masks or ... in parts:
            return value
        count = sum(part is not None for part in parts)
        if count == 1 and isinstance(parts[0], (Array, Opaque)):
            return value
        if value.shape.rank is not None:
            self.has_axes(value, count)
        elif value.shape.run != "..." and count > len(value.shape.before):
            return self.with_axes(value, count)
        return value

    def _beside_indices(self, key: Value) -> Value:
        """Return an index in which what stands beside arrays of integers is bounded by these: `P[np.arange(n), y]`."""
        parts = key if type(key) is tuple else ()
        arrays = [part for part in parts if isinstance(part, Array) and part.shape.rank and part.kind in {"i", "u"}]
        open_ = [part for part in parts if self.is_unknown(part)]
        if not arrays or not open_:
            return key
        together = self._elementwise([*arrays, *open_], len(arrays) + len(open_), stretches=False)[len(arrays) :]
        bounded = iter([replace(own, kind="i") if isinstance(own, Array) else own for own in together])
        return tuple(next(bounded) if self.is_unknown(part) else part for part in parts)

    def _elementwise(
        self, given: list[Value], count: int, *, stretches: bool = True, around: bool = False
    ) -> list[Value]:
        """Return the arguments of an operation whose first `count` are combined element by element.

        The first one may go `around` the second: it is the one from which that is subtracted, or divided by it.
        """
        operands = given[:count]
        open_ = [value for value in operands if self.is_unknown(value)]
        if any(self._is_lost(value) for value in open_) and len(operands) > 1:
            self.leave_open()  # nothing is said of what stands beside it
            return given
        arrays = {
            place: self.solved(self.with_run(value)) for place, value in enumerate(operands) if self.is_unknown(value)
        }
        known = [value for value in operands if isinstance(value, Array) and value.shape.rank]
        rank = max((array.shape.rank or 0 for array in known), default=0)
        ones = stretches and any(size == 1 for array in known for size in array.shape.before)
        for place, array in arrays.items():
            if self._ends_with(array, known):
                given[place] = array
            elif around and not place and self._goes_around(array, known):
                given[place] = arrays[place] = self._with_last_of(array, known[0])
            elif known and (
                array.shape.least_rank or (ones and self.path_of(operands[place]) not in self.hints.bounded)
            ):
                arrays[place] = given[place] = self._beside(operands[place], array, rank)
        free = [
            place for place, array in arrays.items() if array.shape.rank is None and not self._ends_with(array, known)
        ]
        for place in free:
            if known:
                bounds = self.bounds_of.setdefault(arrays[place].shape.run or "", {})
                bounds.update(dict.fromkeys(array.shape.before for array in known))
                given[place] = Array(SCALAR)
            elif place != free[0]:
                self._agree(arrays[free[0]], arrays[place])
                self._note_partners(operands[free[0]], operands[place])
        for place in () if known else free:
            given[place] = self.solved(arrays[place])
        return given

    def _is_lost(self, value: Value) -> bool:
        """Tell whether a value is an array that was made on the way, and of which not all axes are known."""
        return isinstance(value, Array) and value.shape.run == "..." and self.path_of(value) is None

    @staticmethod
    def _ends_with(array: Array, known: Sequence[Array]) -> bool:
        """Tell whether an array of any number of axes has at its end those of each operand beside it."""
        after = array.shape.after
        return bool(known) and all(
            own.shape.before == after[max(0, len(after) - len(own.shape.before)) :] for own in known
        )

    def _goes_around(self, array: Array, known: Sequence[Array]) -> bool:
        """Tell whether an argument is rather the larger operand: beside what the object has for each column of it."""
        path = self.path_of(array)
        return (
            path is not None
            and len(path) == 1
            and not array.shape.least_rank
            and not self.bounds_of.get(array.shape.run or "")
            and len(known) == 1
            and known[0].shape.rank == 1
            and self.is_of_object(known[0])
        )

    def _with_last_of(self, array: Array, other: Array) -> Array:
        """Return an argument with the last axis of another array, and any axes in front of it."""
        shape = Shape((), "...", other.shape.before)
        return self.refined(array, replace(array, shape=shape))

    def _beside(self, value: Value, array: Array, rank: int) -> Array:
        """Return an operand that may stretch the array beside it, with as many axes as that has."""
        path = self.path_of(value)
        if path is not None and rank > array.shape.least_rank and self.hints.ranks.get(path) != rank:
            self.hints.ranks[path] = rank
            self.hints.stretched |= set() if array.shape.least_rank else {path}
            raise Learned
        made: Array = self.as_array(value)
        return made

    def _agree(self, left: Array, right: Array) -> None:
        """Suppose that two operands of unknown axes have one shape, but where one of them stretches the other."""
        kept, other = self.solved(left).shape, self.solved(right).shape
        if kept.run == other.run or kept.run is None or other.run is None:
            return
        if other.least_rank > kept.least_rank:
            kept, other = other, kept
        place, known = len(other.before), len(other.after)
        if kept.least_rank > other.least_rank > 0 and (known or kept.after):
            return
        new = tuple(self._new_sizes(1, "")[0] if size == 1 else size for size in kept.before[place:])
        self.bind_run(other.run, Shape(new, kept.run, () if known else kept.after))
        self.bounds_of.setdefault(kept.run or "", {}).update(self.bounds_of.pop(other.run or "", {}))

    def _note_partners(self, left: Value, right: Value) -> None:
        """Note which arguments are combined: what is combined with arrays of several shapes is a number."""
        paths = [path for value in (left, right) for path in self.paths_of_run(value)[:1]]
        if len(paths) == 2:
            for one, other in (paths, paths[::-1]):
                self._partners.setdefault(one, set()).add(other)
                if self._operator == "mul":
                    self._multiplied.setdefault(one, set()).add(other)

    def learn_numbers(self) -> bool:
        """Learn which arguments are numbers, as what they are combined with has several shapes; tell whether any is."""
        return self._learn_factors() or self._learn_torn()

    def _learn_factors(self) -> bool:
        """Learn which arguments are numbers, as they alone tie what they multiply: a rate, of several gradients."""
        hints = self.hints
        shapes = dict(self.in_runs())
        for path, others in hints.factors.items():
            if path in hints.scalars and len({shapes.get(other) for other in others}) == 1:
                hints.scalars.remove(path)  # something else ties them
                return True
        found = {path: own for path, own in self._multiplied.items() if len(own) > 1 and path not in hints.factors}
        if found:
            path = max(found, key=lambda own: len(found[own]))
            hints.factors[path] = found[path]
            hints.scalars.add(path)
        return bool(found)

    def _learn_torn(self) -> bool:
        torn = {run for run in self.bounds_of if len(self.bounds(run)) > 1}
        combined = {path for path, others in self._partners.items() if len(others) > 1}
        numbers = {path for path, own in self.in_runs() if own.run in torn and path in combined} - self.hints.scalars
        self.hints.scalars |= numbers
        return bool(numbers)

    def bounds(self, run: str) -> list[tuple[Size, ...]]:
        """Return the shapes that a run of axes broadcasts to, each once."""
        return list(dict.fromkeys(tuple(map(self.size, shape)) for shape in self.bounds_of.get(run, {})))
