"""A function on generic arguments: what must hold of their sizes is gathered, and what cannot hold is an error.

A function that nothing calls with known arguments is tried once as if it were called with arguments of the kinds that
its body asks for. An argument that is used as a matrix is one, with sizes of its own; what is counted is a list of a
few items, each with a name of its own. What an operation needs of sizes that are not known is an *equation*: it is
solved, and holds from there on. An operation that needs sizes equal which the program names apart (`layer_dims[2]` and
`layer_dims[1]`), or a named size to be 1, fails for every call of this kind.

All that is supposed here is forgotten after the trial, and what is found rests on it: it is a warning at most.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.claims import Claim
from shapecheck.core.dim import Dim, Size, symbol_in, symbols_of
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.infer.frames import Frame, find
from shapecheck.infer.laws import attributes_in, made_of_gradients, named_values, parameter_of
from shapecheck.infer.lowering import is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.merging import NUMBERS, kind_of
from shapecheck.infer.promising import OF_MATRICES, is_along_axis, is_judged, least_rank_asked, pairs
from shapecheck.infer.site import Site
from shapecheck.infer.solving import Abandoned, Sizes
from shapecheck.infer.told_of_sizes import Unlike
from shapecheck.infer.values import ABSENT, INTEGER, Opaque, Tensor, Value
from shapecheck.ops.roles import Role, is_matrix_product, role_of
from shapecheck.ops.rule import Rule

__all__ = ["COUNT", "RANK", "Abandoned", "Equations", "Held", "Like"]

COUNT = 4
"""Items of a list whose length nobody says, where that is not said."""

RANK = 2  # axes of what is multiplied, turned or summed up along an axis


@dataclass(frozen=True, slots=True)
class Held:
    """What a value is taken as; the value itself is kept, as its identity is its key."""

    value: Value
    array: Array


@dataclass(frozen=True, slots=True)
class Like:
    """What has the shape of another value, of which nothing is known as yet."""

    value: Value
    source: Value


class Equations(Sizes):
    """What is supposed in one trial: arrays in place of unknown values, and sizes in place of other sizes.

    Cells hold both, so that what a branch supposes is taken back with it.

    Parameters
    ----------
    machine : Machine
        What makes the trial.
    ranks : mapping of int to int, optional
        How many axes what is taken as an array has, by the order in which it is; two where it is left out.
    count : int
        How many items what is counted has.
    hasty : bool
        Whether the trial may end at the first failure, as only that is asked.
    """

    __slots__ = (
        "_by_name",
        "_count",
        "_counted",
        "_cuts",
        "_ranks",
        "least_ranks",
        "made",
    )

    def __init__(
        self, machine: Machine, ranks: Mapping[int, int] | None = None, count: int = COUNT, *, hasty: bool = False
    ) -> None:
        super().__init__(machine, hasty=hasty)
        self._count = count
        self._counted: dict[int, Value] = {}
        self._cuts: dict[int, tuple[Value, Opaque, slice]] = {}
        self._ranks: Mapping[int, int] = ranks or {}
        self.least_ranks: list[int] = []  # of what was taken as an array, before that, in order
        self._by_name: dict[str, Array] = {}  # what was taken as an array first under a name
        self.made: list[Array] = []  # what was taken as an array

    # Values

    def current(self, value: Value) -> Value:
        """Return what a value is taken as."""
        found = self.cells.get(id(value))
        return found.array if isinstance(found, Held) else value

    def evaluated(self, node: ast.expr, value: Value) -> Value:  # noqa: ARG002
        """Return what the value of an expression is taken as."""
        return self.current(value)

    def kept(self, value: Value) -> Value:
        """Return what a function gives, each part as what it is taken as."""
        return tuple(map(self.kept, value)) if type(value) is tuple else self.current(value)

    def is_open(self, value: Value) -> bool:
        """Tell whether a value may be anything that its use asks for."""
        if isinstance(value, Opaque):
            is_number = value.size is not None and INTEGER in value.cells
            return value.rigid and value.kind is None and not is_number and value.lost is None
        return isinstance(value, Array) and value.shape.rank is None and not isinstance(value, Tensor)

    def hand_on(self, made: Opaque, *operands: Value) -> Opaque:
        """Let what is computed of numbers and of what may be anything be anything as well: `1 - Y`."""
        if all(self.is_open(value) or isinstance(value, (int, float)) for value in operands):
            made.rigid = made.lost is None and made.kind is None
        return made

    def count(self, value: Value) -> int | None:
        """Return how many items an unknown value has that is counted or gone through; None for any other value."""
        if not isinstance(value, Opaque) or not self.is_open(value):
            return None
        if id(value) in self._cuts:
            items = self.items(value)
            return None if items is None else len(items)
        self._counted[id(value)] = value
        return self._count

    def items(self, value: Value) -> list[Value] | None:
        """Return the items of an unknown value that is gone through; None for any other value."""
        cut = self._cuts.get(id(value))
        if cut is not None:
            owner, part = cut[1:]
            items = self.items(owner)
            return None if items is None else items[part]
        if not isinstance(value, Opaque) or self.count(value) is None:
            return None
        return [self._item(value, place) for place in range(self._count)]

    def _item(self, owner: Opaque, place: int) -> Value:
        if place not in owner.cells:
            made = self._machine.opaque(name=f"{owner.name}[{place}]" if owner.name else "")
            made.rigid = True
            self._machine.journal.write(owner, place, made)
        return self.current(owner.cells[place])

    def note_part(self, owner: Opaque, key: Value, made: Opaque) -> None:
        """Note that a value is a part of an unknown one, which may be a list where a slice says so."""
        if not isinstance(key, slice):
            return
        parts = (key.start, key.stop, key.step)
        plain = all(part is None or type(part) is int for part in parts)
        if plain and self.is_open(owner):
            made.rigid = True
            self._cuts[id(made)] = made, owner, key

    def place(self, owner: Opaque, key: Value) -> Value:
        """Return the index of an item, counted from the start where the list was counted."""
        return key + self._count if type(key) is int and key < 0 and id(owner) in self._counted else key

    def taken(
        self, rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]
    ) -> tuple[list[Value], dict[str, Value]]:
        """Return the arguments of an operation as they are taken, with the sizes that are known of them by now."""
        name, role = rule.names[0], role_of(rule)
        given = [self.current(value) for value in arguments]
        named = {key: self.current(value) for key, value in keywords.items()}
        if is_matrix_product(rule):
            given[:2] = [self.as_array(value) for value in given[:2]]
        elif given and (role is Role.TURNS or (role is Role.REDUCES and is_along_axis(given, named))):
            least = least_rank_asked(rule, given, named)
            given[0] = self.as_array(given[0], least) if name.startswith(("numpy.", "ndarray.")) else given[0]
        elif role is Role.RESHAPES and len(given) == 2 and type(given[1]) is tuple and self.is_open(given[0]):
            # What is written in another shape has as many elements.
            sizes = tuple(map(self.solved, given[1]))
            if all(isinstance(size, Dim) or (type(size) is int and size >= 0) for size in sizes):
                given[0] = Array(Shape(sizes))
        elif role is Role.ELEMENTWISE:
            arrays = [value for value in given if isinstance(value, Array) and value.shape.rank]
            if arrays:  # what is not known beside an array is taken as something that fits
                given = [self.beside(value, arrays) for value in given]
        return [self.solved(value) for value in given], {key: self.solved(value) for key, value in named.items()}

    def beside(self, value: Value, arrays: Sequence[Array]) -> Value:  # noqa: ARG002
        """Return what stands beside arrays, element by element."""
        return Array(SCALAR) if self.is_open(value) else value

    def as_array(self, value: Value, least: int = 0) -> Value:
        """Return what may be anything as an array, which it is from there on, of at least so many axes."""
        if not self.is_open(value):
            return value
        if id(value) in self._counted:
            raise Abandoned
        machine = self._machine
        shape = value.shape if isinstance(value, Array) else Shape((), "...")
        least = max(shape.least_rank, least)
        rank = max(self._ranks.get(len(self.least_ranks), RANK), least)
        self.least_ranks.append(least)
        label = getattr(value, "name", "") or "size"
        first = len(shape.before)
        new = tuple(
            machine.symbols.named(f"{label}_{first + axis}", may_be_zero=False)
            for axis in range(rank - shape.least_rank)
        )
        name = label if isinstance(value, Opaque) else getattr(value, "name", "")
        made = Array(Shape((*shape.before, *new, *shape.after)), name=name)
        self._sizes.update(own for size in made.shape.before for own in symbols_of(size))
        if isinstance(value, Array):
            made = replace(made, kind=value.kind)
            machine.origins.hand_on(value, made)
        machine.journal.write(self, id(value), Held(value, made))
        self.made.append(made)
        self._tie(made, label)
        return made

    def _tie(self, made: Array, label: str) -> None:
        """Note that an array is the one that another branch has taken under its name, whose sizes had other symbols."""
        first = self._by_name.setdefault(label, made)
        for size, other in zip(first.shape.before, made.shape.before, strict=False):
            own = symbol_in(size)
            if own is not None and size != other:
                self._tied.append((own, other))

    def answered(self, callee: Opaque, values: Sequence[Value]) -> Value:
        """Return what a call of `get` gives that has a number as its default: a number; ABSENT for any other call."""
        kind = kind_of(values[1]) if callee.name.endswith(".get") and len(values) == 2 else None
        return self._machine.opaque(kind) if kind in NUMBERS else ABSENT

    def owner(self, value: Value, name: str) -> Value:
        """Return what has an attribute: what is turned is a matrix."""
        return self.as_array(value) if name in OF_MATRICES else value

    # What operations need

    def judged(self, rule: Rule, claims: Sequence[Claim], failed: Claim | None, site: Site) -> Claim | None:  # noqa: ARG002
        """Solve what claims need; return the first that fails, or needs what the program names apart to be equal.

        What fails for another reason than sizes may fail as a number of axes was supposed: then the trial ends.
        """
        if failed is not None:
            if not self.is_judged(rule) or not any(True for _ in pairs(failed)):
                raise Abandoned
            self._fail()
            return failed
        found = self.apart(claims) if self.is_judged(rule) else None
        if found is not None:
            self._fail()
        return found

    def is_judged(self, rule: Rule) -> bool:
        """Tell whether what a rule needs of sizes is told of."""
        return is_judged(rule)

    # The law of gradients

    def known(self, value: Value) -> Any:
        """Return what a value is taken as, with the sizes that are known by now."""
        return self.solved(self.current(value))

    def recovered(self, name: str, value: Value, frame: Frame) -> Value:
        """Return what a name is taken as that gets what failed: a gradient has the shape of what it is one of."""
        parameter = parameter_of(name)
        if parameter is None or not is_faulty(value):
            return value
        other = self.known(find(frame, parameter))
        return Array(other.shape, other.kind) if isinstance(other, Array) and other.shape.rank else value

    def _are_followed(self, *arrays: Array) -> bool:
        """Tell whether all sizes of arrays are those of arguments: else something on the way was not understood."""
        own = [part for array in arrays for size in array.shape.before for part in symbols_of(size)]
        said = self._machine.symbols.said
        return all(not part.flexible or part in self._sizes or part in said for part in own)

    def _are_apart(self, own: Size, of: Size) -> bool:
        """Tell whether a gradient has a size of an argument where its parameter was made with one that has a name.

        Nothing that was done before has asked these two to be equal.
        """
        symbols = [symbol_in(self.size(size)) for size in (own, of)]
        free, named = symbols
        is_free = free is not None and free.flexible and free in self._sizes and not self._was_said(free)
        return is_free and named is not None and not named.flexible

    def compare_gradients(self, frame: Frame) -> None:
        """Tell of each gradient that a function ends with in another shape than that of what it is one of."""
        self._compare(frame, named_values(frame.scope.cells))
        owner, attributes = attributes_in(frame)
        if owner:
            self._compare(frame, attributes, owner)

    def _compare(self, frame: Frame, cells: Mapping[str, Value], owner: str = "") -> None:
        """Compare the gradients among some values, which are attributes where there is an owner."""
        shapes = {name: own.shape for name, value in cells.items() if isinstance(own := self.known(value), Array)}
        gradients = [name for name, shape in shapes.items() if shape == shapes.get(parameter_of(name) or "")]
        matrices = {parameter_of(name) or "" for name in gradients if shapes[name].rank == RANK}
        for name, value in cells.items():
            parameter = parameter_of(name)
            if parameter is None or parameter not in cells:
                continue
            own, other = self.known(value), self.known(cells[parameter])
            node = made_of_gradients(frame.body, name, matrices, owner)
            if node is None or not isinstance(own, Array) or not isinstance(other, Array):
                continue
            if not other.shape.rank or own.shape.rank is None or not self._are_followed(own, other):
                continue
            if own.shape.rank == other.shape.rank and all(
                not self._are_apart(*sizes) and self._is_made_equal(*sizes, True)
                for sizes in zip(own.shape.before, other.shape.before, strict=True)
            ):
                continue
            self._fail()
            names = [f"{owner}.{each}" if owner else each for each in (name, parameter)]
            self._machine.tell(Unlike(frame.site(node), names[0], own, names[1], other, doubt=self._machine.doubt))
            self._machine.journal.write(self, id(value), Held(value, Array(other.shape, other.kind)))
