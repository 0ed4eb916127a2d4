"""What a value of the program is to the interpreter.

Arrays, sizes and plain Python values are those of the rules (`ops.values`): an `Array`, a `Dim`, an `int`, a `str`,
None, a `tuple`, a `slice`. What only a program has is here. Objects that can change are on the heap: their contents are
written through the journal alone, so that a branch can be taken back.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.dim import Size, maximum
from shapecheck.core.shape import Shape
from shapecheck.infer.open_keys import OpenKey

if TYPE_CHECKING:
    from shapecheck.infer.frames import Frame, Scope
    from shapecheck.infer.machine import Machine

__all__ = [
    "ABSENT",
    "CALLED",
    "FOREIGN",
    "INTEGER",
    "NUMBER",
    "Absent",
    "Assumed",
    "Bound",
    "Class",
    "Dictionary",
    "Function",
    "Instance",
    "Library",
    "Listing",
    "Lost",
    "Native",
    "Object",
    "Opaque",
    "Project",
    "Rows",
    "Span",
    "Super",
    "Tensor",
    "Union",
    "Value",
    "members_of_union",
]

Value: TypeAlias = Any


class Absent(Enum):
    """What a cell has that was never written."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT
INTEGER: Final = ("an integer",)  # the cell of an unknown value that was used as a size, or computed from such
NUMBER: Final = ("a number",)  # the cell of an unknown value that was computed from such a one: `2 / k`
CALLED: Final = ("calling it",)  # the cell of an unknown value that is known by what it gives


class Object:
    """An object on the heap: named cells, written by the journal alone.

    Parameters
    ----------
    born : int
        When it was made.
    cells : dict
        What it has.
    others : tuple of Object
        The objects that it may be: what is written to it may be written to them.
    is_many : bool
        Whether it stands for several objects, of which a write changes only one.
    """

    __slots__ = ("born", "cells", "is_many", "others")

    is_read_by_functions = False  # whether functions find what is in it without being given it

    def __init__(self, born: int, cells: dict[Any, Value] | None = None) -> None:
        self.born = born
        self.cells: dict[Any, Value] = {} if cells is None else cells
        self.others: tuple[Object, ...] = ()
        self.is_many = False


@dataclass(frozen=True, slots=True)
class Lost:
    """Why nothing is known of a value: what was not understood, and whether that gives arrays."""

    reason: str
    of_arrays: bool = False


class Opaque(Object):
    """A value of which nothing is known but that it is always the same one; its cells are what was read out of it.

    Parameters
    ----------
    name : str
        How the source calls it.
    kind : str, optional
        Its type where that is known: `"int"`, `"float"`, `"bool"`, `"str"`, `"list"`, `"dict"`, `"tuple"`.
    size : Size, optional
        What it is if it is an integer; made when it is first asked for.
    rigid : bool
        Whether the user named it as something of its own: a parameter of a function.
    """

    __slots__ = ("kind", "lost", "name", "of", "rigid", "size", "sizes")

    def __init__(
        self, born: int, name: str = "", kind: str | None = None, size: Size | None = None, rigid: bool = False
    ) -> None:
        # Written out: no other object is made as often.
        self.born = born
        self.cells = {}
        self.others = ()
        self.is_many = False
        self.name = name
        self.kind = kind
        self.size = size
        self.rigid = rigid
        self.of: Object | None = None  # what it was read out of: calling it may change that
        self.lost: Lost | None = None  # why nothing is known of it
        self.sizes: Shape | None = None  # what is known of it as a tuple of sizes: `x.shape + (3,)`


@dataclass(frozen=True, slots=True)
class Assumed(Array):
    """What has a shape, as it is used so; it may be an array of another library than NumPy."""


@dataclass(frozen=True, slots=True)
class Rows(Array):
    """An array that was read from the lines of a text: it has two axes at most."""


@dataclass(frozen=True, slots=True)
class Tensor(Assumed):
    """A tensor of PyTorch's, of which nothing is reported."""


class Listing(Object):
    """A list, or what else is gone through in order; its one cell has the `Contents`."""

    __slots__ = ("kind",)

    def __init__(self, born: int, contents: "Contents", kind: str = "list") -> None:
        super().__init__(born, {"contents": contents})
        self.kind = kind

    @property
    def contents(self) -> "Contents":
        """What is in it now."""
        found: Contents = self.cells["contents"]
        return found

    @property
    def items(self) -> tuple[Value, ...] | None:
        """Its items one by one, where they are known."""
        return self.contents.items


class View(Listing):
    """What `keys`, `values` or `items` of a dictionary gives: it has what the dictionary has, whenever that is asked.

    Parameters
    ----------
    of : Dictionary
        The dictionary.
    read : callable
        Gives its contents now.
    """

    __slots__ = ("of", "read")

    def __init__(self, born: int, of: "Dictionary", read: "Callable[[], Contents]") -> None:
        super().__init__(born, read(), "view")
        self.of, self.read = of, read

    @property
    def contents(self) -> "Contents":
        """What is in it now."""
        return self.read()


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a list: its items, or where these are not known what each of them is and how many there are."""

    items: tuple[Value, ...] | None
    element: Value = ABSENT
    length: Size | None = None


class Dictionary(Object):
    """A dictionary: a cell for each known key; `Rest` has what other keys may give."""

    __slots__ = ("default",)

    def __init__(self, born: int, cells: dict[Any, Value] | None = None, default: Value = ABSENT) -> None:
        super().__init__(born, cells)
        self.default = default  # what makes a missing item, as in `defaultdict`

    @property
    def is_open(self) -> bool:
        """Whether it may have other keys than the known ones, or not have one of these."""
        return Rest in self.cells

    @property
    def known(self) -> dict[Any, Value]:
        """Its items with known keys."""
        return {key: value for key, value in self.cells.items() if key is not Rest and type(key) is not OpenKey}


FOREIGN = "foreign"
"""The kind of an unknown value that is an object of another library than NumPy: a tensor, a table."""

DESCRIPTOR = "descriptor"
"""The kind of an unknown value that stands for an attribute: `property(get, put)`."""


def is_descriptor(value: Value) -> bool:
    """Tell whether a class has something that decides what is read and written under its name."""
    return isinstance(value, Opaque) and value.kind == DESCRIPTOR


class Rest:
    """The key under which a dictionary keeps what its unknown keys may give."""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function of the program, with where it was defined."""

    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    name: str  # qualified
    frame: "Frame"
    defaults: tuple[Value, ...]
    keyword_defaults: Mapping[str, Value]
    owner: "Class | None" = None


class Class(Object):
    """A class of the program; its cells are its members."""

    is_read_by_functions = True

    __slots__ = ("_lineage", "bases", "frame", "is_data", "name", "node")

    def __init__(
        self, born: int, node: ast.ClassDef, name: str, bases: tuple[Value, ...], frame: "Frame", is_data: bool
    ) -> None:
        super().__init__(born)
        self.node = node
        self.name = name
        self.bases = bases
        self.frame = frame
        self.is_data = is_data
        self._lineage: tuple[Class, ...] = ()

    def lineage(self) -> "tuple[Class, ...]":
        """Give the class and its known bases, the nearest first, each once."""
        if not self._lineage:
            self._lineage = self._ancestors()
        return self._lineage

    def _ancestors(self) -> "tuple[Class, ...]":
        found: dict[int, Class] = {id(self): self}
        for base in self.bases:
            if isinstance(base, Class):
                for ancestor in base.lineage():
                    found.pop(id(ancestor), None)
                    found[id(ancestor)] = ancestor
        return tuple(found.values())

    @property
    def is_whole(self) -> bool:
        """Whether all its bases are known, so that it has no members but theirs."""
        return all(
            isinstance(base, Class) or (isinstance(base, Native) and base.name == "builtins.object")
            for own in self.lineage()
            for base in own.bases
        )


class Instance(Object):
    """An object of a class of the program; its cells are its attributes."""

    __slots__ = ("type",)

    def __init__(self, born: int, type_: Class) -> None:
        super().__init__(born)
        self.type = type_


def inherited(owner: Class | Instance, name: str) -> Value:
    """Give what an object or a class has under a name where it has none of its own; ABSENT where that is nothing."""
    lineage = owner.type.lineage() if isinstance(owner, Instance) else owner.lineage()[1:]
    return next((base.cells[name] for base in lineage if name in base.cells), ABSENT)


@dataclass(frozen=True, slots=True, eq=False)
class Bound:
    """A method with the object that it is a method of."""

    function: Function
    owner: Value


def in_lineage(owner: Class, name: str) -> Value:
    """Give the member that a class has under a name, its own or that of a base; ABSENT where it has none."""
    if name in owner.cells:
        return owner.cells[name]
    for base in owner.lineage()[1:]:
        if name in base.cells:
            return base.cells[name]
    return ABSENT


def method_of(owner: Value, name: str) -> Value | None:
    """Give the method that the class of an object has under a name, bound to it; None when it has none."""
    if not isinstance(owner, Instance):
        return None
    found = in_lineage(owner.type, name)
    return Bound(found, owner) if isinstance(found, Function) else None


@dataclass(frozen=True, slots=True, eq=False)
class Super:
    """What `super()` gives: the members behind a class in an object's lineage."""

    after: Class
    owner: Value


@dataclass(frozen=True, slots=True)
class Library:
    """A module outside the project, or an object of one that has functions: `numpy.linalg`, a random generator."""

    name: str


class Project(Object):
    """A module of the project; its cells are its globals."""

    __slots__ = ("name", "scope")

    def __init__(self, born: int, name: str, scope: "Scope") -> None:
        super().__init__(born)
        self.name = name
        self.scope = scope


@dataclass(frozen=True, slots=True)
class Native:
    """A callable that is not of the program, by its full name, with what it is a method of.

    `run`, where there is one, is what it does: `functools.partial(f, x)`.
    """

    name: str
    owner: tuple[Value, ...] = ()
    run: "Callable[[Machine, tuple[Value, ...], Mapping[str, Value]], Value] | None" = None


@dataclass(frozen=True, slots=True)
class Union:
    """What `int | float` is, of types: `isinstance` takes it as a tuple of them."""

    members: tuple[Value, ...]


def members_of_union(value: Value) -> tuple[Value, ...]:
    """Give the types that a union has, none for anything else."""
    return value.members if isinstance(value, Union) else ()


@dataclass(frozen=True, slots=True)
class Span:
    """A `range` with a bound that is not a plain number."""

    start: Size
    stop: Size
    step: int

    @property
    def length(self) -> Size | None:
        """How many numbers it has, if that is known; a symbol may make it empty."""
        return maximum(self.stop - self.start, 0) if self.step == 1 else None
