"""What unknown values are taken as in a trial: arrays where they are used as such, numbers beside arrays, items.

What stands beside arrays in one operation has as many axes as these: parts that are put together, what has several
indices. A random generator is one by the methods that nothing else has, and a dictionary gives the default where one
is given.
"""

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, substitute, symbols_of
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import Symbol
from shapecheck.infer.assume import size_of
from shapecheck.infer.frames import Frame
from shapecheck.infer.generic import RANK, Equations, Held, Like
from shapecheck.infer.machine import Machine
from shapecheck.infer.numbers import is_plain_number
from shapecheck.infer.paths import read_path
from shapecheck.infer.promising import drawn_by, gathers, is_along_axis, least_rank_asked
from shapecheck.infer.special import counted, is_number
from shapecheck.infer.values import ABSENT, Assumed, Listing, Native, Opaque, Span, Tensor, Value
from shapecheck.ops.completions import answer
from shapecheck.ops.roles import Role, drops_ones, goes_through_parts, operand_ranks, role_of
from shapecheck.ops.rule import Rule
from shapecheck.ops.table import lookup

__all__ = ["Operands"]

_TURNS = 2  # of a loop whose number of turns nobody says
_MOST_TURNS = 6  # that are made of it, where that number is counted with
_OF_ARRAYS = frozenset({Role.REDUCES, Role.TURNS, Role.PRODUCTS, Role.RESHAPES})  # of methods that nothing else has
_BY_SIZES = frozenset({Role.REDUCES, Role.MOVES})  # of operations that may drop an axis with a size of 1
_WITH_DEFAULT = frozenset({"get", "pop", "setdefault"})  # methods of dictionaries


class Operands(Equations):
    """The equations of a trial, with what its values are taken as.

    Parameters
    ----------
    machine, ranks
        As those of `Equations`.
    arrays : collection of str
        The names of unknown values that are arrays from the start.
    count : int
        How many items what is counted has.
    wide : collection of int
        What is no number beside arrays, of all that is taken as such, by the order in which it is.
    way : int, optional
        Which mode the function is in, of those that it asks about; it goes all ways where it is left out.
    hasty : bool
        Whether the trial ends at the first failure.
    only_certain : bool
        Whether only what is known to be NumPy's is taken as an array.
    """

    __slots__ = (
        "_arrays",
        "_computed",
        "_likes",
        "_modes",
        "_of_number",
        "_only_certain",
        "_way",
        "_wide",
        "found_arrays",
        "is_torn",
        "met",
        "numbers",
    )

    def __init__(
        self,
        machine: Machine,
        ranks: Mapping[int, int] | None,
        arrays: Collection[str],
        count: int,
        wide: Collection[int],
        *,
        way: int | None,
        hasty: bool,
        only_certain: bool,
    ) -> None:
        super().__init__(machine, ranks, count, hasty=hasty)
        self._only_certain = only_certain
        self._arrays = arrays
        self._wide = wide
        self._way = way
        self._modes: dict[int, tuple[Value, list[Value]]] = {}  # what says the mode, with what it was compared with
        self.is_torn = False  # whether a mode decides what something is
        self._likes: dict[int, Like] = {}
        self._computed: dict[int, Array] = {}  # which are no arguments
        self._of_number = False  # whether an operand of the matrix product that comes next is a number
        self.found_arrays: set[str] = set()  # names of what was taken as an array
        self.met: set[str] = set()  # names of what met an array element by element before that
        self.numbers: dict[int, tuple[Value, int]] = {}  # what was taken as a number beside arrays, in order

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

    def _sources_of(self, value: Value) -> list[Value]:
        """Return an unknown value with those that it has the shape of, one after the other."""
        found = [value]
        while id(value) in self._likes:
            value = self._likes[id(value)].source
            found.append(value)
        return found

    def _source_of(self, value: Value) -> Value:
        """Return the unknown value that an unknown value has the shape of."""
        return self._sources_of(value)[-1]

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

    @property
    def ways(self) -> int:
        """How many modes the function has, as far as is known."""
        return max((len(compared) for _, compared in self._modes.values()), default=0)

    def chosen(self, test: ast.expr, frame: Frame, *, alone: bool = True) -> bool | None:
        """Return whether a condition holds that asks which mode a function is in: `training`, `mode == "train"`.

        None where it asks something else, or all ways are gone. In an expression what is only asked whether it is true
        may be there or not, as any value.
        """
        match test:
            case ast.UnaryOp(ast.Not(), inner):
                known = self.chosen(inner, frame, alone=alone)
                return None if known is None else not known
            case ast.Compare(path, [ast.Eq() | ast.NotEq() | ast.Is() as how], [ast.Constant(str() | bool() as asked)]):
                is_equal = not isinstance(how, ast.NotEq)
            case ast.Name() | ast.Attribute() | ast.Subscript():
                path, asked, is_equal = test, True, True
            case _:
                return None
        value = read_path(self._machine, path, frame)
        is_any = alone or path is not test
        if not isinstance(value, Opaque) or not (value.kind in {"bool", "str"} or (is_any and self.is_open(value))):
            return None
        compared = self._modes.setdefault(id(value), (value, []))[1]
        if asked not in compared:
            compared.append(asked)
        if self._way is None:
            self.is_torn = True
            return None
        return is_equal == (compared.index(asked) == self._way)

    def meeting(self, values: Sequence[Value]) -> Sequence[Value]:
        """Return what a cell has on the paths that meet: what is None on one of them is given, as arguments are."""
        given = [value for value in values if value is not None]
        if self._modes and self._way is None and not self.is_torn:
            self.is_torn = not self._are_alike([value for value in given if value is not ABSENT])
        return given if given and any(value is not ABSENT for value in given) else values

    def note_like(self, values: Sequence[Value], made: Value) -> None:
        """Note that what an operation element by element gives has the shape of the one value that is not known."""
        unknown = [value for value in values if self.is_open(value)]
        others = [value for value in values if not self.is_open(value)]
        if len(unknown) != 1 or not all(map(is_number, others)) or isinstance(made, Tensor):
            return
        if isinstance(made, Opaque):
            made.rigid = True
        if self.is_open(made) and made not in self._sources_of(unknown[0]):
            self._likes[id(made)] = Like(made, unknown[0])

    def note_computed(self, rule: Rule, values: Sequence[Value], made: Array) -> None:
        """Note that an array was multiplied or summed up, or computed element by element from such a one."""
        role = role_of(rule)
        is_made = role is Role.ELEMENTWISE and any(id(value) in self._computed for value in values)
        if is_made or role in {Role.PRODUCTS, Role.REDUCES}:
            self._computed[id(made)] = made

    def method(self, callee: Opaque, keywords: Mapping[str, Value], values: Sequence[Value]) -> Native | None:
        """Return a method of an unknown value that only arrays have, or only a generator, as one of such; else None."""
        owner, name = callee.of, callee.name.rpartition(".")[2]
        drawn = drawn_by(name, values, keywords) if isinstance(owner, Opaque) and self.is_open(owner) else ""
        if drawn:
            return Native(drawn)
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
            # What has the same name in another call has as many axes.
            ranks = [own.shape.rank for own in self.made if own.name == value.name]
            least = least or max(filter(None, ranks), default=0)
        return super().as_array(value, least)

    def refined(self, value: Value, made: Array) -> Array:
        """Let an unknown value be an array wherever it is, as a use of it says: it has axes with names, or so many."""
        if not self.is_open(value) or made is value:
            return made
        self._machine.journal.write(self, id(value), Held(value, made))
        if made.shape.rank is not None and id(value) not in self._computed:
            self.made.append(made)
            self._sizes.update(own for size in made.shape.before for own in symbols_of(size))
        return made

    def answered(self, callee: Opaque, values: Sequence[Value]) -> Value:
        """Return the default that a method of an unknown dictionary is given; ABSENT for any other call."""
        owner, name = callee.of, callee.name.rpartition(".")[2]
        if len(values) != 2 or name not in _WITH_DEFAULT or not isinstance(owner, Opaque):
            return super().answered(callee, values)
        key, default = values
        if not isinstance(key, str) or not (self.is_open(owner) or owner.kind == "dict"):
            return super().answered(callee, values)
        if key in owner.cells:
            return owner.cells[key]
        if default is None or isinstance(default, bool):
            default = self._machine.opaque(None if default is None else "bool", key)
            default.rigid = True
        if name != "pop":
            self._machine.journal.write(owner, key, default)
        return default

    def taken(
        self, rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]
    ) -> tuple[list[Value], dict[str, Value]]:
        """Return the arguments of an operation as equations take them, those that stand beside arrays as such."""
        given = list(arguments)
        if goes_through_parts(rule.names[0]) and given:
            given[0] = self._parts(given[0])
        elif role_of(rule) is Role.INDEXES and len(given) == 2:
            given = [self.gathered(*given), self._index(given[1])]
        elif role_of(rule) is Role.PLACES:
            given = [self._whole(value) for value in given]
        return super().taken(rule, given, keywords)

    def _parts(self, parts: Value) -> Value:
        """Return what is put together, each part with as many axes as the others have."""
        items = parts.items if isinstance(parts, Listing) else parts
        if not isinstance(items, tuple):
            return parts
        current = [self.current(item) for item in items]
        ranks = [item.shape.rank for item in current if isinstance(item, Array) and item.shape.rank]
        if not ranks or max(ranks) < RANK or not any(map(self.is_open, current)):
            return parts
        taken = [self.as_array(item, max(ranks)) for item in current]
        return tuple(taken)

    def gathered(self, owner: Value, key: Value) -> Value:
        """Return what is indexed: what has one index for each of several axes, one of them an array, has these axes."""
        if type(key) is not tuple or not gathers(tuple(map(self.current, key))):
            return owner
        return self.as_array(owner, sum(part is not None for part in key))

    def _index(self, key: Value) -> Value:
        """Return an index in which what is unknown beside an array takes one element for each of that."""
        if type(key) is not tuple or not any(_has_axes(part) for part in map(self.current, key)):
            return key
        return tuple(Array(SCALAR, "i") if self.is_open(part) else part for part in map(self.current, key))

    def _whole(self, value: Value) -> Value:
        """Return a bound of a range of numbers: an unknown one is an integer."""
        return size_of(self._machine, value) if isinstance(value, Opaque) and self.is_open(value) else value

    def _are_alike(self, values: Sequence[Value]) -> bool:
        """Tell whether values are arrays of one shape, or nothing that has one."""
        shapes = [self.solved(self.current(value)).shape for value in values if isinstance(value, Array)]
        same = all(shape == shapes[0] for shape in shapes) and len(shapes) in {0, len(values)}
        tuples = [value for value in values if type(value) is tuple]
        return same and (not tuples or all(value is tuples[0] for value in values))

    def likely(self, rule: Rule, arguments: Sequence[Any], keywords: Mapping[str, Any], result: Any) -> Any:
        """Return the result of an operation whose number of axes depends on which sizes are 1: none is that is open.

        `np.cov(X)` is a matrix. Of what has no axis that is known to be 1 nothing is said where such axes are dropped:
        who does that knows of one.
        """
        if not isinstance(result, Array) or result.shape.rank is not None or role_of(rule) not in _BY_SIZES:
            return result
        arrays = [value for value in (*arguments, *keywords.values()) if isinstance(value, Array)]
        if any(array.shape.rank is None for array in arrays):
            return result
        if drops_ones(rule) and not any(1 in array.shape.before for array in arrays):
            return result
        own = {part for array in arrays for size in array.shape.before for part in symbols_of(size) if part.flexible}
        more: dict[Symbol | Dim, Size] = {part: self._machine.symbols.size(part) + 2 for part in own}
        less: dict[Symbol | Dim, Size] = {part: self._machine.symbols.size(part) - 2 for part in own}

        def greater(value: Any) -> Any:
            return value.map(lambda size: substitute(size, more)) if isinstance(value, Array) else value

        found = answer(
            rule, [greater(value) for value in arguments], {key: greater(own) for key, own in keywords.items()}
        )
        made = found.result
        if not isinstance(made, Array) or made.shape.rank is None or found.fresh:
            return result
        return replace(result, shape=made.shape.map(lambda size: substitute(size, less)))


def _has_axes(value: Value) -> bool:
    return isinstance(value, Array) and bool(value.shape.rank)
