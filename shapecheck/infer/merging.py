"""What two paths make of a value: what is the same on both is kept, the rest is less known."""

from collections.abc import Callable
from dataclasses import replace

from shapecheck.core.array import Array, Bare
from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.infer.journal import Journal
from shapecheck.infer.open_keys import OpenKey
from shapecheck.infer.symbols import Symbols
from shapecheck.infer.values import (
    ABSENT,
    INTEGER,
    NUMBER,
    Assumed,
    Class,
    Contents,
    Dictionary,
    Instance,
    Library,
    Listing,
    Object,
    Opaque,
    Rest,
    Value,
    inherited,
)
from shapecheck.ops.namespaces import common
from shapecheck.ops.values import Dtype, Flat

__all__ = ["Merger", "kind_of", "length_of", "mark_many", "was_size"]

_MOST_OTHERS = 12  # objects that one is remembered to be the same as, perhaps
_DEEPEST = 8  # objects inside objects that are compared or joined
_MOST_ESCAPED = 500  # arrays that what is unknown may be
_MOST = 20_000  # values that are compared or joined for one value
_A_STEP = 8  # of them count for a step
NUMBERS = frozenset({"bool", "int", "float", "number"})  # kinds of what is one number


class Merger:
    """Joins values, and tells whether two are the same as far as anything is known of them."""

    def __init__(self, journal: Journal, symbols: Symbols) -> None:
        self._journal = journal
        self._symbols = symbols
        self._work = 0  # values that were compared or joined, and not paid for
        self._most = 0
        self.tells_apart = False  # whether arrays of one shape are told apart, as their shapes are changed somewhere
        self.escaped: dict[int, Array] = {}  # arrays that what is unknown may be
        self._others: dict[int, tuple[Array, ...]] = {}  # for each array all those that it may be, itself included

    def take_over(self, other: "Merger", take: Callable[[Value], Value]) -> None:
        """Know which arrays of another analysis may be one; `take` gives a value of its as one here."""
        self.tells_apart = self.tells_apart or other.tells_apart
        for group in other._others.values():
            first, *rest = map(take, group)
            for own in rest:
                self.note_others(first, own)

    def due(self) -> int:
        """Give the steps that were taken since this was last asked."""
        steps, self._work = divmod(self._work, _A_STEP)
        return steps

    def _is_spent(self, depth: int) -> bool:
        """Count a value that is compared or joined; tell whether it is one too many for the value that it is in."""
        self._work += 1
        if not depth:
            self._most = self._work + _MOST
        return self._work > self._most

    def opaque(self, kind: str | None = None, name: str = "") -> Opaque:
        """Give a new value of which nothing but perhaps its type is known."""
        return Opaque(self._journal.birth(), name, kind)

    def join(self, left: Value, right: Value, depth: int = 0) -> Value:
        """Give what is known of a value that is one of two."""
        if left is right or right is ABSENT:
            return left
        if left is ABSENT:
            return right
        joined = self._joined(left, right, depth)
        for own in (left, right) if self.tells_apart else ():
            if isinstance(own, Array) and isinstance(joined, Array):
                self.note_others(own, joined)
            elif isinstance(own, Array):
                self.note_escaped(own)
        return joined

    def _joined(self, left: Value, right: Value, depth: int) -> Value:
        if self._is_spent(depth):
            return self.opaque()
        if isinstance(left, Array) and isinstance(right, Array):
            one_is_flat = isinstance(left, Flat) is not isinstance(right, Flat)
            return self.opaque() if one_is_flat else self._arrays(left, right)
        if isinstance(left, Opaque) and isinstance(right, Opaque):
            made = self.opaque(_common_kind(left.kind, right.kind), left.name if left.name == right.name else "")
            made.lost = left.lost or right.lost
            return made
        if isinstance(left, Contents) and isinstance(right, Contents):
            return self.contents(left, right, depth + 1)
        kinds = kind_of(left), kind_of(right)
        if kinds[0] in NUMBERS and kinds[1] in NUMBERS:
            return self._numbers(left, right, kinds)
        if isinstance(left, str) and isinstance(right, str):
            return left if left == right else self.opaque("str")
        if isinstance(left, tuple) and isinstance(right, tuple) and depth < _DEEPEST:
            if len(left) == len(right):
                return tuple(self.join(*pair, depth + 1) for pair in zip(left, right, strict=True))
            return self.opaque("tuple")
        if isinstance(left, Library) and isinstance(right, Library):
            space = common(left.name, right.name)
            return self.opaque() if space is None else Library(space)
        if depth < _DEEPEST:
            joined = self._objects(left, right, depth)
            if joined is not None:
                return joined
        scalar = next((value for value in (left, right) if isinstance(value, Array) and value.shape == SCALAR), None)
        if scalar is not None and (kinds[0] in NUMBERS or kinds[1] in NUMBERS):
            return type(scalar)(SCALAR, bare=scalar.bare | Bare.NUMBER)
        if type(left) is type(right) and not isinstance(left, (Dim, Opaque)) and _equal(left, right):
            return left
        made = self.opaque()
        made.lost = next((value.lost for value in (left, right) if isinstance(value, Opaque)), None)
        return made

    def note_escaped(self, array: Array) -> bool:
        """Note that something unknown may be an array; tell whether there is room for more."""
        if len(self.escaped) < _MOST_ESCAPED:
            self.escaped[id(array)] = array
        return len(self.escaped) < _MOST_ESCAPED

    def note_others(self, left: Array, right: Array) -> None:
        """Note that two arrays may be one."""
        both = {id(own): own for array in (left, right) for own in (array, *self._others.get(id(array), ()))}
        group = tuple(both.values())[:_MOST_OTHERS]
        for own in group:
            self._others[id(own)] = group

    def others_of(self, array: Array) -> tuple[Array, ...]:
        """Return the arrays that an array may be, itself included; none where it is surely itself."""
        return self._others.get(id(array), ())

    def _arrays(self, left: Array, right: Array) -> Array:
        if isinstance(left, Flat) and isinstance(right, Flat):
            size = self._size(left.shape.before[0], right.shape.before[0])
            return Flat(Shape((size,)), left.kind if left.kind == right.kind else None, is_begun=True)
        if left.shape == right.shape and left.kind == right.kind and type(left) is type(right):
            supposed = left.supposed if left.supposed == right.supposed else self._supposed(left, right)
            if left.bare is right.bare or not left.may_be_bare:
                return left if supposed is left.supposed else replace(left, supposed=supposed)
            name = left.name if left.name == right.name else ""
            return replace(left, bare=left.bare | right.bare, name=name, supposed=supposed)
        made = Assumed if isinstance(left, Assumed) or isinstance(right, Assumed) else Array
        kind = left.kind if left.kind == right.kind else None
        name = left.name if left.name == right.name else ""
        if left.shape.rank is not None and left.shape.rank == right.shape.rank:
            sizes = tuple(self._size(*pair) for pair in zip(left.shape.before, right.shape.before, strict=True))
            return made(Shape(sizes), kind, name, bare=left.bare | right.bare)
        after: list[Size] = []
        for axis in range(-1, -1 - max(left.shape.least_rank, right.shape.least_rank), -1):
            sizes_here = left.shape.axis(axis), right.shape.axis(axis)
            if None in sizes_here or sizes_here[0] != sizes_here[1]:
                break
            after.insert(0, sizes_here[0])  # type: ignore[arg-type]
        bare = Bare(0)  # what that one of them is which has no axes
        for own in (left, right):
            if own.may_be_bare:
                bare |= own.bare
        return made(Shape((), "...", tuple(after)), kind, name, bare=bare, supposed=self._supposed(left, right))

    def _supposed(self, left: Array, right: Array) -> Shape | None:
        """Give the shape that is supposed of what may be one of two arrays, if one is of each."""
        one, other = left.likely, right.likely
        if one.rank is None or one.rank != other.rank:
            return None
        return Shape(tuple(self._size(*pair) for pair in zip(one.before, other.before, strict=True)))

    def _size(self, left: Size, right: Size) -> Size:
        return left if left == right or compare(left, right) is Verdict.YES else self._symbols.any()

    def _numbers(self, left: Value, right: Value, kinds: tuple[str | None, str | None]) -> Value:
        if type(left) is type(right) and not isinstance(left, Opaque) and left == right:
            return left
        return self.opaque(_common_kind(*kinds))

    def _objects(self, left: Value, right: Value, depth: int) -> Value | None:
        """Join two objects of the same type in a new one, which may be either; give None where there is no such."""
        made = self._of_both(left, right, depth)
        if made is not None:
            made.others = (left, right)
            for own in (left, right):
                own.others = (*own.others[-_MOST_OTHERS:], made)
        return made

    def _of_both(self, left: Value, right: Value, depth: int) -> Object | None:
        born = self._journal.birth()
        if isinstance(left, Listing) and isinstance(right, Listing) and left.kind == right.kind:
            return Listing(born, self.contents(left.contents, right.contents, depth + 1), left.kind)
        if isinstance(left, Dictionary) and isinstance(right, Dictionary):
            keys = {**left.cells, **right.cells}
            made = Dictionary(
                born,
                {
                    key: self.join(left.cells.get(key, ABSENT), right.cells.get(key, ABSENT), depth + 1)
                    for key in keys
                    if key is not Rest and (type(key) is not OpenKey or key in left.cells.keys() & right.cells.keys())
                },
                left.default,
            )
            if left.is_open or right.is_open or left.known.keys() != right.known.keys():
                made.cells[Rest] = self.join(left.cells.get(Rest, ABSENT), right.cells.get(Rest, ABSENT), depth + 1)
                if made.cells[Rest] is ABSENT:
                    made.cells[Rest] = self.opaque()
            return made
        if isinstance(left, Instance) and isinstance(right, Instance) and left.type is right.type:
            instance = Instance(born, left.type)
            for key in {**left.cells, **right.cells}:
                sides = (own.cells.get(key, ABSENT) for own in (left, right))
                first, second = (
                    inherited(left, key) if own is ABSENT and isinstance(key, str) else own for own in sides
                )
                instance.cells[key] = self.join(first, second, depth + 1)
            if left.cells.keys() != right.cells.keys() and Rest not in instance.cells:
                instance.cells[Rest] = self.opaque()
            return instance
        return None

    def widened(self, value: Value) -> Value:
        """Give a value that keeps changing in a loop, as what it may be at last."""
        if isinstance(value, Array) and not isinstance(value, Flat):
            return type(value)(UNKNOWN_SHAPE)
        if isinstance(value, Contents):
            return Contents(None, self.opaque())
        kind = kind_of(value)
        return self.opaque(kind if kind in {*NUMBERS, "str", "list"} else None)

    def contents(self, left: Contents, right: Contents, depth: int = 0) -> Contents:
        """Join what is in two lists."""
        if left == right:
            return left
        if left.items is not None and right.items is not None and len(left.items) == len(right.items):
            pairs = zip(left.items, right.items, strict=True)
            return Contents(tuple(self.join(*pair, depth) for pair in pairs))
        lengths = length_of(left), length_of(right)
        length = lengths[0] if lengths[0] is not None and lengths[0] == lengths[1] else None
        element = self.join(self.element(left, depth), self.element(right, depth), depth)
        mark_many(element)
        return Contents(None, element, length)

    def element(self, contents: Contents, depth: int = 0) -> Value:
        """Give what is known of any one item of a list; ABSENT where it has none."""
        if contents.items is None:
            return contents.element
        element: Value = ABSENT
        if not depth:
            self._most = self._work + max(_MOST, 4 * len(contents.items))
        for item in contents.items:
            element = self.join(element, item, depth + 1)
        return element

    def same(self, left: Value, right: Value, depth: int = 0) -> bool:
        """Tell whether two values are as good as the same: equal, but for symbols that stand for any size."""
        if left is right:
            return True
        if isinstance(left, Array) and isinstance(right, Array):
            return self._same_arrays(left, right)
        if type(left) is not type(right):
            return False
        if isinstance(left, Opaque):
            return bool(left.kind == right.kind)
        if depth >= _DEEPEST or self._is_spent(depth):
            return False
        if isinstance(left, tuple):
            return len(left) == len(right) and all(
                self.same(*pair, depth + 1) for pair in zip(left, right, strict=True)
            )
        if isinstance(left, Contents):
            return self._same_contents(left, right, depth + 1)
        if isinstance(left, Listing):
            return self._same_contents(left.contents, right.contents, depth + 1)
        if isinstance(left, (Dictionary, Instance)):
            if isinstance(left, Instance) and left.type is not right.type:
                return False
            return left.cells.keys() == right.cells.keys() and all(
                self.same(value, right.cells[key], depth + 1) for key, value in left.cells.items()
            )
        if isinstance(left, Dim):
            return left == right or (self._symbols.is_any(left) and self._symbols.is_any(right))
        return _equal(left, right)

    def _same_arrays(self, left: Array, right: Array) -> bool:
        if isinstance(left, Flat) is not isinstance(right, Flat):
            return False
        if left.kind != right.kind or left.shape.run != right.shape.run:
            return False
        if left.may_be_bare and left.bare is not right.bare:
            return False
        own, other = left.shape, right.shape
        supposed = [None if array.supposed is None else array.supposed.rank for array in (left, right)]
        if supposed[0] != supposed[1]:
            return False
        if len(own.before) != len(other.before) or len(own.after) != len(other.after):
            return False
        pairs = zip((*own.before, *own.after), (*other.before, *other.after), strict=True)
        return all(a == b or (self._symbols.is_any(a) and self._symbols.is_any(b)) for a, b in pairs)

    def _same_contents(self, left: Contents, right: Contents, depth: int) -> bool:
        if left.items is not None and right.items is not None:
            return len(left.items) == len(right.items) and all(
                self.same(*pair, depth) for pair in zip(left.items, right.items, strict=True)
            )
        if left.items is not None or right.items is not None or left.length != right.length:
            return False
        return self.same(left.element, right.element, depth)


def mark_many(value: Value) -> None:
    """Let an object that stands for all items of a list be written as one of many."""
    if isinstance(value, Object):
        value.is_many = True
    elif type(value) is tuple:
        for item in value:
            mark_many(item)


def length_of(contents: Contents) -> Size | None:
    """Give how many items a list has, where that is known."""
    return contents.length if contents.items is None else len(contents.items)


def was_size(value: Value) -> bool:
    """Tell whether an unknown value is a number of some type, as it was used as a size, or computed from such."""
    return isinstance(value, Opaque) and value.kind is None and not value.cells.keys().isdisjoint((INTEGER, NUMBER))


def kind_of(value: Value) -> str | None:
    """Give the type of a value as `Opaque.kind` has it, where it is one of those."""
    if isinstance(value, Opaque):
        return value.kind
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, (int, Dim)):
        return "int"
    if isinstance(value, float):
        return "float"
    if isinstance(value, str):
        return "str"
    if isinstance(value, tuple):
        return "tuple"
    if isinstance(value, Listing):
        return value.kind
    return "dict" if isinstance(value, Dictionary) else None


def _common_kind(left: str | None, right: str | None) -> str | None:
    if left == right:
        return left
    return "number" if left in NUMBERS and right in NUMBERS else None


def _equal(left: Value, right: Value) -> bool:
    """Tell whether two plain values are equal; what has identity is equal to itself alone."""
    if isinstance(left, (bool, int, float, complex, str, bytes, Dtype, slice, range)) or left is None:
        return bool(left == right)
    return False if isinstance(left, (Class,)) else bool(left == right)
