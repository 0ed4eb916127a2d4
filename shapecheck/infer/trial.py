"""What is supposed in a trial beyond what operations need: what arguments are, and which of them must be special.

Arguments are given, and not None. A loop whose number of turns nobody says is gone through twice. What is used as an
array anywhere is one from the start, where a trial before this one found that.
"""

import ast
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import replace

from shapecheck.core.array import Array, Axis
from shapecheck.core.claims import Broadcastable, Claim
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.infer.generic import COUNT, RANK, Abandoned
from shapecheck.infer.machine import Machine
from shapecheck.infer.operands import Operands
from shapecheck.infer.purposes import Purposes
from shapecheck.infer.site import Site
from shapecheck.infer.special import are_named, are_of_each_other, is_special, is_turned
from shapecheck.infer.values import Value
from shapecheck.ops.roles import Role, is_matrix_product, is_sized, role_of
from shapecheck.ops.rule import Rule

__all__ = ["Trial"]

_MOST_AXES = 4  # that an array is tried with


class Trial(Operands):
    """The equations of one trial.

    Parameters
    ----------
    machine : Machine
        What makes the trial.
    ranks : mapping of int to int, optional
        How many axes what is taken as an array has, by the order in which it is; two where it is left out.
    arrays : collection of str
        The names of unknown values that are arrays, as a trial before this one found: they are taken as such where
        they first meet an array, and not only where they are multiplied.
    count : int, optional
        How many items what is counted has.
    wide : collection of int
        What is no number beside arrays, of all that is taken as such, by the order in which it is.
    way : int, optional
        Which mode the function is in, of those that it asks about; it goes all ways where it is left out.
    hasty : bool
        Whether the trial ends at the first failure.
    of_program : bool
        Whether a whole program is tried, and what is generic are the sizes of its data.
    only_certain : bool
        Whether only what is known to be NumPy's is taken as an array.
    """

    __slots__ = (
        "_bound_at",
        "_bound_to",
        "_cut",
        "_judged",
        "_of_scores",
        "_purposes",
        "_read",
        "_unsolved",
        "composed",
        "count_asked",
        "crossed",
        "elsewhere",
        "failing",
        "freedom",
        "given_count",
        "has_reduced",
        "has_squared",
        "of_program",
        "of_scores",
        "parameters",
        "passed",
        "products",
        "rank_asked",
        "ranks",
        "special",
        "squares",
        "suspects",
        "uneven",
    )

    def __init__(
        self,
        machine: Machine,
        ranks: Mapping[int, int] | None = None,
        arrays: Collection[str] = (),
        count: int | None = None,
        wide: Collection[int] = (),
        *,
        way: int | None = None,
        hasty: bool = False,
        of_program: bool = False,
        only_certain: bool = False,
    ) -> None:
        items = COUNT if count is None else count
        super().__init__(machine, ranks, arrays, items, wide, way=way, hasty=hasty, only_certain=only_certain)
        self.given_count = count
        self.count_asked: int | None = None  # how many items an assertion asks for that has another number instead
        self.of_program = of_program
        self._read: set[Symbol] = set()  # the sizes that the program reads one by one
        self._bound_at: dict[Symbol, ast.AST] = {}
        self._bound_to: dict[Symbol, Size] = {}
        self._cut: list[tuple[Size, Size]] = []  # the sizes of slices, each with that of what is sliced
        self._judged: Site | None = None  # the operation that is being judged
        self.special: list[int] = []  # which of what was taken as an array must have special sizes
        self.suspects: list[tuple[Array, tuple[Size, ...]]] = []  # those arrays, and these sizes
        self.rank_asked: int | None = None  # how many axes something has that was supposed to have fewer
        self.ranks: Mapping[int, int] = ranks or {}  # those that were supposed
        self._unsolved: list[tuple[Size, Size]] = []  # what must be equal, and says nothing of one symbol
        self._of_scores = False  # whether scores are summed up next
        self.of_scores: set[ast.AST] = set()  # sums of scores
        self.uneven: dict[ast.AST, str] = {}  # operations of a vector and what has more axes: the side of the vector
        self.composed = 0  # how many arrays of it have one axis that is made of another one
        self.crossed: set[int] = set()  # which of it has an axis as long as another axis of its like, or a whole slice
        self.failing: list[ast.AST] = []  # operations
        self.passed = 0  # how many operations there are before the first that fails
        self.freedom = 0  # how many sizes of arguments are free at the end
        self.products: dict[ast.AST, Site] = {}  # operations that bound a size
        self.elsewhere: dict[ast.AST, Site] = {}  # products, sums along an axis, new arrays
        self.parameters: Collection[str] = ()  # names of what the function is given
        self.squares: set[ast.AST] = set()  # products of which each operand has two equal sizes
        self.has_squared = False  # a matrix by itself, which is as likely a vector
        self.has_reduced = False  # an array and a vector of its own sums
        self._purposes = Purposes(machine.origins)

    def agree(self, left: Sequence[Value], right: Sequence[Value], numbers: Container[int] = ()) -> bool:
        """Solve that two shapes, or two numbers, are equal; tell whether they can be. Plain numbers may be supposed."""
        match [*left, *right]:
            case [int() as own, int() as other] if own != other:
                self.count_asked = other if own == self._count else own
                raise Abandoned
        return super().agree(left, right, numbers)

    def refuse(self, wanted: int) -> None:
        """End the trial: an array was supposed to have a number of axes that it cannot have."""
        self.rank_asked = wanted if RANK < wanted <= _MOST_AXES else None
        raise Abandoned

    def given(self, array: Array) -> Array:
        """Return data from outside of the program, whose sizes are asked about as those of arguments are."""
        if array.supposed is not None:
            array = replace(array, shape=array.supposed, supposed=None)
        if array.shape.before:
            self.made.append(array)
            self._sizes.update(own for size in array.shape.before for own in symbols_of(size))
        return array

    def indexed(self, sizes: Value, key: Value) -> None:
        """Note that the program reads one size of a shape."""
        if type(sizes) is tuple and type(key) is int and -len(sizes) <= key < len(sizes):
            size = sizes[key]
            self._read.update(symbols_of(size) if isinstance(size, Dim) else ())

    def taken(
        self, rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]
    ) -> tuple[list[Value], dict[str, Value]]:
        """Return the arguments of an operation as equations take them; note what is given to one of square matrices."""
        given, named = super().taken(rule, arguments, keywords)
        if is_matrix_product(rule) and len(arguments) > 1 and arguments[0] is arguments[1]:
            self.has_squared = self.has_squared or (isinstance(given[0], Array) and given[0].shape.rank != 1)
        self._purposes.note_operand(rule, *given[:1])
        self._of_scores = role_of(rule) is Role.REDUCES and self._purposes.is_of_scores(rule, *given[:1])
        return given, named

    def judged(self, rule: Rule, claims: Sequence[Claim], failed: Claim | None, site: Site) -> Claim | None:
        """Solve what claims need, as equations do; note besides where that is, for what may be changed there."""
        role = role_of(rule)
        if role in {Role.REDUCES, Role.PRODUCTS} or is_sized(rule):
            self.elsewhere.setdefault(site.node, site)
        if self._of_scores:
            self.of_scores.add(site.node)
        if role is Role.ELEMENTWISE:
            self.uneven.update((site.node, side) for side in map(_vector, claims) if side)
        self._purposes.note(rule, claims, site.node)
        self.passed += not self.failing and role is not Role.TURNS  # as a change may turn an operand
        of_number, self._of_number = self._of_number, False
        if failed is not None and of_number and is_matrix_product(rule):
            self._fail()  # whatever the other operand is
            self.failing.append(site.node)
            return failed
        self._judged = site if role in {Role.PRODUCTS, Role.ELEMENTWISE} else None
        try:
            found = super().judged(rule, claims, failed, site)
        finally:
            self._judged = None
        if found is not None:
            self.failing.append(site.node)
        return found

    def is_judged(self, rule: Rule) -> bool:
        """Tell whether what a rule needs of sizes is told of: what is put into an array as well."""
        return role_of(rule) is Role.FILLS or super().is_judged(rule)

    def _is_made_equal(self, left: Size, right: Size, exact: bool) -> bool:
        if not super()._is_made_equal(left, right, exact):
            return False
        left, right = self.size(left), self.size(right)
        if not exact and 1 in {left, right}:
            return True
        if left != right:
            self._unsolved.append((left, right))
        return left == right or compare(left, right) is not Verdict.NO or not (exact or are_named(left, right))

    def _bind(self, own: Symbol, size: Size) -> None:
        super()._bind(own, size)
        if self._judged is not None:
            self.products[self._judged.node] = self._judged
            self._bound_at[own] = self._judged.node
            self._bound_to[own] = size

    def note_computed(self, rule: Rule, values: Sequence[Value], made: Array) -> None:
        """Note what was computed, and of a slice of which size it is one."""
        super().note_computed(rule, values, made)
        owner = values[0] if values else None
        if role_of(rule) is Role.INDEXES and isinstance(owner, Array) and len(values) == 2:
            self._cut.extend(self._slices(owner, values[1], made))

    def _slices(self, owner: Array, key: Value, made: Array) -> Iterator[tuple[Size, Size]]:
        """Give the sizes of the slices that an index takes, those that may be any, each with that of the whole axis."""
        if made.shape.rank is None or owner.shape.rank is None:
            return
        place = 0
        for axis, part in enumerate(key if type(key) is tuple else (key,)):
            if type(part) is slice and axis < owner.shape.rank and place < made.shape.rank:
                size, whole = made.shape.before[place], owner.shape.before[axis]
                if size != whole and self._machine.symbols.is_of_data(size):
                    yield size, whole
            elif not isinstance(part, (int, Dim)) and not (isinstance(part, Array) and part.shape.rank == 1):
                return
            place += not isinstance(part, (int, Dim))

    @property
    def is_named_apart(self) -> bool:
        """Whether each array that must be special has sizes with different names, or must have such as are named."""
        said = self._machine.symbols.said
        own = [
            all(own in said for size in array.shape.before for own in symbols_of(size)) for array, _ in self.suspects
        ]
        return self.has_named or all(own)

    @property
    def has_named(self) -> bool:
        """Whether each array that must be special must have a size that the program names as something of its own."""
        return all(any(not own.flexible for size in now for own in symbols_of(size)) for _, now in self.suspects)

    def causes(self) -> list[ast.AST]:
        """Return the operations whose change may free what is special: those first that bound the sizes of it."""
        found: dict[ast.AST, None] = {}
        waiting = [own for array, _ in self.suspects for size in array.shape.before for own in symbols_of(size)]
        seen: set[Symbol] = set()
        while waiting:
            own = waiting.pop(0)
            if own not in seen:
                seen.add(own)
                waiting.extend(symbols_of(self._bound_to.get(own, 1)))
                if own in self._bound_at:
                    found[self._bound_at[own]] = None
        return list(found | dict.fromkeys(self.products) | dict.fromkeys(reversed(self.elsewhere)))

    def _is_on_purpose(self, array: Array) -> bool:
        said = [own in self._machine.symbols.said for size in array.shape.before for own in symbols_of(size)]
        bound = {self._bound_at.get(own) for size in array.shape.before for own in symbols_of(size)}
        if len(said) > 1 and all(said) and not self.of_program and bound.isdisjoint(self._purposes.both_ways()):
            return False  # its axes have names of their own
        return not bound.isdisjoint(self._purposes.nodes()) or self._purposes.is_square(array)

    def _crossed(self, sizes: Mapping[int, tuple[Size, ...]]) -> set[int]:
        """Return which arrays have an axis as long as another axis of an array that has the same name elsewhere.

        So too those of which a slice must have all there is.
        """
        now = [sizes[id(array)] for array in self.made]
        found = {
            place
            for place, array in enumerate(self.made)
            for other in range(place)
            if array.name and self.made[other].name == array.name and is_turned(now[place], now[other])
        }
        for part, whole in self._cut:
            own = self.size(part)
            if isinstance(own, Dim) and at_least(own, self.size(whole)) is Verdict.YES:
                found.update(place for place, each in enumerate(now) if own in each)
        return found

    def conclude(self) -> None:
        """Write down what the trial comes to, before what it supposed is forgotten."""
        sizes = {id(array): tuple(map(self.size, array.shape.before)) for array in self.made}
        free = {own for each in sizes.values() for size in each for own in symbols_of(size)}
        free.update(own for part, _ in self._cut for own in symbols_of(self.size(part)))
        unsolved = {pair for pair in (tuple(map(self.size, sides)) for sides in self._unsolved) if len(set(pair)) > 1}
        self.freedom = sum(own.flexible for own in free) - len(unsolved)
        self.squares = self._purposes.squares(self.size)
        self.has_reduced = self._purposes.has_reduced([own.shape for own in self.made if own.name in self.parameters])
        said = self._machine.symbols.said
        read = self._read | said if self.of_program else None
        self.crossed = crossed = self._crossed(sizes)
        self.special = [
            place
            for place, array in enumerate(self.made)
            if (is_special(array, sizes[id(array)], said, read, self.parameters) or place in crossed)
            and not self._is_on_purpose(array)
        ]
        self.suspects = [(self.made[place], sizes[id(self.made[place])]) for place in self.special]
        self.composed = sum(
            are_of_each_other(list(zip(array.shape.before, now, strict=True))) and len(set(now)) == len(now)
            for array, now in self.suspects
        )


def _vector(claim: Claim) -> str:
    """Return which of two operands is a vector where the other one has more axes, "left" or "right"; else nothing."""
    match claim:
        case Broadcastable(Axis(left), Axis(right)) if left.shape.rank == 1 != right.shape.rank:
            return "left"
        case Broadcastable(Axis(left), Axis(right)) if right.shape.rank == 1 != left.shape.rank:
            return "right"
    return ""
