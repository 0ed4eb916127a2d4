"""What is supposed in a trial beyond what operations need: what arguments are, and which of them must be special.

Arguments are given, and not None. A loop whose number of turns nobody says is gone through twice. What is used as an
array anywhere is one from the start, where a trial before this one found that.
"""

import ast
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.core.claims import Claim
from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim, Size, symbols_of
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.infer.generic import COUNT, Abandoned, Equations, Held, Like
from shapecheck.infer.machine import Machine
from shapecheck.infer.numbers import is_plain_number
from shapecheck.infer.promising import is_along_axis, least_rank_asked
from shapecheck.infer.purposes import Purposes
from shapecheck.infer.site import Site
from shapecheck.infer.special import are_named, counted, is_number, is_special
from shapecheck.infer.values import Assumed, Native, Opaque, Span, Tensor, Value
from shapecheck.ops.roles import Role, is_blank, is_matrix_product, is_random, operand_ranks, role_of
from shapecheck.ops.rule import Rule
from shapecheck.ops.table import lookup

__all__ = ["Trial"]

_TURNS = 2  # of a loop whose number of turns nobody says
_MOST_TURNS = 6  # that are made of it, where that number is counted with
_OF_ARRAYS = frozenset({Role.REDUCES, Role.TURNS, Role.PRODUCTS, Role.RESHAPES})  # of methods that nothing else has


class Trial(Equations):
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
    hasty : bool
        Whether the trial ends at the first failure.
    of_program : bool
        Whether a whole program is tried, and what is generic are the sizes of its data.
    only_certain : bool
        Whether only what is known to be NumPy's is taken as an array.
    """

    __slots__ = (
        "_arrays",
        "_bound_at",
        "_bound_to",
        "_computed",
        "_judged",
        "_likes",
        "_of_number",
        "_only_certain",
        "_purposes",
        "_read",
        "_wide",
        "count_asked",
        "elsewhere",
        "failing",
        "found_arrays",
        "freedom",
        "given_count",
        "has_reduced",
        "met",
        "numbers",
        "of_program",
        "parameters",
        "passed",
        "products",
        "special",
        "squares",
        "suspects",
    )

    def __init__(
        self,
        machine: Machine,
        ranks: Mapping[int, int] | None = None,
        arrays: Collection[str] = (),
        count: int | None = None,
        wide: Collection[int] = (),
        *,
        hasty: bool = False,
        of_program: bool = False,
        only_certain: bool = False,
    ) -> None:
        super().__init__(machine, ranks, COUNT if count is None else count, hasty=hasty)
        self.given_count = count
        self.count_asked: int | None = None  # how many items an assertion asks for that has another number instead
        self.of_program = of_program
        self._only_certain = only_certain
        self._read: set[Symbol] = set()  # the sizes that the program reads one by one
        self._arrays = arrays
        self._wide = wide
        self._likes: dict[int, Like] = {}
        self._bound_at: dict[Symbol, ast.AST] = {}
        self._bound_to: dict[Symbol, Size] = {}
        self._computed: dict[int, Array] = {}  # which are no arguments
        self._judged: Site | None = None  # the operation that is being judged
        self._of_number = False  # whether an operand of the matrix product that comes next is a number
        self.special: list[int] = []  # which of what was taken as an array must have special sizes
        self.suspects: list[tuple[Array, tuple[Size, ...]]] = []  # those arrays, and these sizes
        self.failing: list[ast.AST] = []  # operations
        self.passed = 0  # how many operations there are before the first that fails
        self.freedom = 0  # how many sizes of arguments are free at the end
        self.products: dict[ast.AST, Site] = {}  # operations that bound a size
        self.elsewhere: dict[ast.AST, Site] = {}  # products, sums along an axis, new arrays
        self.found_arrays: set[str] = set()  # names of what was taken as an array
        self.met: set[str] = set()  # names of what met an array element by element before that
        self.parameters: Collection[str] = ()  # names of what the function is given
        self.numbers: dict[int, tuple[Value, int]] = {}  # what was taken as a number beside arrays, in order
        self.squares: set[ast.AST] = set()  # products of which each operand has two equal sizes
        self.has_reduced = False  # an array and a vector of its own sums
        self._purposes = Purposes(machine.origins)

    def is_open(self, value: Value) -> bool:
        """Tell whether a value may be anything that its use asks for."""
        if self._only_certain and (isinstance(value, (Opaque, Assumed))):
            return False
        return super().is_open(value)

    def is_none(self, value: Value) -> bool | None:
        """Tell that what may be anything is not None: arguments are given in a trial. None for any other value."""
        return False if self.is_open(value) else None

    def knows(self, values: Sequence[Value]) -> bool:
        """Tell whether each of some arguments is known, or may be anything: of another one nothing can be supposed."""
        unknown = (value for value in values if isinstance(value, Opaque) and value.kind is None and value.size is None)
        return all(map(self.is_open, unknown))

    def current(self, value: Value) -> Value:
        """Return what a value is taken as."""
        while isinstance(found := self.cells.get(id(value)), Held):
            value = found.array
        like = self._likes.get(id(value))
        if like is None or like.value is not value:
            return value
        source = self.current(like.source)
        if not isinstance(source, Array) or source.shape.rank is None:
            return value
        made = Array(source.shape)
        self._machine.origins.hand_on(source, made)
        self._machine.journal.write(self, id(value), Held(value, made))
        return made

    def items(self, value: Value) -> list[Value] | None:
        """Return the items of an unknown value that is gone through, or the numbers of a range; else None."""
        if isinstance(value, Span):
            return self._numbers(value)
        return super().items(value)

    def _numbers(self, span: Span) -> list[Value] | None:
        """Return the numbers of a range with unknown bounds, as if each size in these were a small number."""
        start, stop = (counted(self.size(bound), _TURNS) for bound in (span.start, span.stop))
        numbers = range(start, stop, span.step)
        return list(numbers) if len(numbers) <= _MOST_TURNS else None

    def note_part(self, owner: Opaque, key: Value, made: Opaque) -> None:
        """Note that a value is a part of an unknown one: of a list, where a slice says so, else of anything."""
        made.rigid = self.is_open(owner)
        super().note_part(owner, key, made)

    def beside(self, value: Value, arrays: Sequence[Array]) -> Value:
        """Return what stands beside arrays, element by element: a number, or what stretches these."""
        if not self.is_open(value):
            return value
        name = self._name_of(value)
        if name in self._arrays:
            return self.as_array(value)
        if name:
            self.met.add(name)
        source = self._source_of(value)
        place = self.numbers.setdefault(id(source), (source, len(self.numbers)))[1]
        return self._stretching(arrays) if place in self._wide else Array(SCALAR)

    def _stretching(self, arrays: Sequence[Array]) -> Array:
        """Return an array of at least two axes that fits beside others, and stretches all that it can."""
        sizes = max((array.shape.before for array in arrays), key=len)
        sizes = tuple(self._machine.symbols.named("size", may_be_zero=False) if own == 1 else own for own in sizes)
        return Array(Shape(sizes if len(sizes) > 1 else (self._machine.symbols.named("size"), *sizes)))

    def _source_of(self, value: Value) -> Value:
        """Return the unknown value that an unknown value has the shape of."""
        while id(value) in self._likes:
            value = self._likes[id(value)].source
        return value

    def _name_of(self, value: Value) -> str:
        """Return the name of an unknown value, or of that which it has the shape of."""
        return getattr(self._source_of(value), "name", "")

    def operands(self, name: str, left: Value, right: Value) -> tuple[Value, Value]:
        """Return the operands of an operator: those of `@` are arrays, and so is one that is used as such elsewhere."""
        self._of_number = name == "matmul" and (is_plain_number(left) or is_plain_number(right))
        if self._of_number:
            left, right = (Array(SCALAR) if is_plain_number(value) else value for value in (left, right))
        if name == "matmul" or self._name_of(left) in self._arrays or self._name_of(right) in self._arrays:
            if self.is_open(left) and (name == "matmul" or self._name_of(left) in self._arrays):
                left = self.as_array(left)
            if self.is_open(right) and (name == "matmul" or self._name_of(right) in self._arrays):
                right = self.as_array(right)
        elif self.is_open(left) and self.is_open(right):
            self.met.update(filter(None, map(self._name_of, (left, right))))
        return left, right

    def hand_on(self, made: Opaque, *operands: Value) -> Value:
        """Let what is computed of numbers and of what may be anything be anything as well, of the shape of that."""
        found = super().hand_on(made, *operands)
        self.note_like(operands, made)
        return found

    def note_like(self, values: Sequence[Value], made: Value) -> None:
        """Note that what an operation element by element gives has the shape of the one value that is not known."""
        unknown = [value for value in values if self.is_open(value)]
        others = [value for value in values if not self.is_open(value)]
        if len(unknown) != 1 or not all(map(is_number, others)) or isinstance(made, Tensor):
            return
        if isinstance(made, Opaque):
            made.rigid = True
        if self.is_open(made):
            self._likes[id(made)] = Like(made, unknown[0])

    def note_computed(self, rule: Rule, values: Sequence[Value], made: Array) -> None:
        """Note that an array was multiplied or summed up, or computed element by element from such a one."""
        role = role_of(rule)
        is_made = role is Role.ELEMENTWISE and any(id(value) in self._computed for value in values)
        if is_made or role in {Role.PRODUCTS, Role.REDUCES}:
            self._computed[id(made)] = made

    def method(self, callee: Opaque, keywords: Mapping[str, Value], values: Sequence[Value]) -> Native | None:
        """Return a method of an unknown value that only arrays have, as one of an array; None for any other."""
        owner, name = callee.of, callee.name.rpartition(".")[2]
        rule = lookup(f"ndarray.{name}")
        if owner is None or not self.is_open(owner) or rule is None or role_of(rule) not in _OF_ARRAYS:
            return None
        given = owner, *values
        least = least_rank_asked(rule, given, keywords)
        along = role_of(rule) is not Role.RESHAPES and is_along_axis(given, keywords)
        says = along or operand_ranks(rule, given, keywords)
        return Native(f"ndarray.{name}", (self.as_array(owner, least) if says else Array(UNKNOWN_SHAPE),))

    def as_array(self, value: Value, least: int = 0) -> Value:
        """Return what may be anything as an array, which it is from there on, of at least so many axes."""
        value = self.current(value)  # more may be known of it by now than where it was evaluated
        like = self._likes.get(id(value))
        if like is not None and self.is_open(value):
            self.as_array(like.source, least)
            return self.current(value)
        if self.is_open(value) and isinstance(value, (Opaque, Array)) and value.name:
            self.found_arrays.add(value.name)
        return super().as_array(value, least)

    def agree(self, left: Sequence[Value], right: Sequence[Value], numbers: Container[int] = ()) -> bool:
        """Solve that two shapes, or two numbers, are equal; tell whether they can be. Plain numbers may be supposed."""
        match [*left, *right]:
            case [int() as own, int() as other] if own != other:
                self.count_asked = other if own == self._count else own
                raise Abandoned
        return super().agree(left, right, numbers)

    def refuse(self) -> None:
        """End the trial: an array was supposed to have a number of axes that it cannot have."""
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

    def refined(self, value: Value, made: Array) -> Array:
        """Let an unknown value be an array wherever it is, as a use of it says: it has axes with names, or so many."""
        if not self.is_open(value) or made is value:
            return made
        self._machine.journal.write(self, id(value), Held(value, made))
        if made.shape.rank is not None and id(value) not in self._computed:
            self.made.append(made)
            self._sizes.update(own for size in made.shape.before for own in symbols_of(size))
        return made

    def taken(
        self, rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]
    ) -> tuple[list[Value], dict[str, Value]]:
        """Return the arguments of an operation as equations take them; note what is given to one of square matrices."""
        given, named = super().taken(rule, arguments, keywords)
        self._purposes.note_operand(rule, *given[:1])
        return given, named

    def judged(self, rule: Rule, claims: Sequence[Claim], failed: Claim | None, site: Site) -> Claim | None:
        """Solve what claims need, as equations do; note besides where that is, for what may be changed there."""
        role = role_of(rule)
        if role in {Role.REDUCES, Role.PRODUCTS} or is_blank(rule.names[0]) or is_random(rule):
            self.elsewhere.setdefault(site.node, site)
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
        return left == right or compare(left, right) is not Verdict.NO or not (exact or are_named(left, right))

    def _bind(self, own: Symbol, size: Size) -> None:
        super()._bind(own, size)
        if self._judged is not None:
            self.products[self._judged.node] = self._judged
            self._bound_at[own] = self._judged.node
            self._bound_to[own] = size

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
        bound = {self._bound_at.get(own) for size in array.shape.before for own in symbols_of(size)}
        return not bound.isdisjoint(self._purposes.nodes()) or self._purposes.is_square(array)

    def conclude(self) -> None:
        """Write down what the trial comes to, before what it supposed is forgotten."""
        sizes = {id(array): tuple(map(self.size, array.shape.before)) for array in self.made}
        free = {own for each in sizes.values() for size in each for own in symbols_of(size)}
        self.freedom = sum(own.flexible for own in free)
        self.squares = self._purposes.squares(self.size)
        self.has_reduced = self._purposes.has_reduced()
        said = self._machine.symbols.said
        read = self._read | said if self.of_program else None
        self.special = [
            place
            for place, array in enumerate(self.made)
            if is_special(array, sizes[id(array)], said, read, self.parameters) and not self._is_on_purpose(array)
        ]
        self.suspects = [(self.made[place], sizes[id(self.made[place])]) for place in self.special]
