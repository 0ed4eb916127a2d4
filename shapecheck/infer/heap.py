"""The heap: what values are made by, and what is written of them where less is known than what was assigned."""

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from shapecheck.core.array import Array
from shapecheck.core.dim import Size
from shapecheck.infer.frames import Later, find, names_in
from shapecheck.infer.identity import Identities
from shapecheck.infer.journal import Cell, Facts, Journal, Written
from shapecheck.infer.merging import Merger, mark_many
from shapecheck.infer.open_keys import OpenKey
from shapecheck.infer.symbols import Symbols
from shapecheck.infer.values import (
    ABSENT,
    Bound,
    Class,
    Contents,
    Dictionary,
    Function,
    Instance,
    Listing,
    Native,
    Opaque,
    Project,
    Rest,
    Value,
    inherited,
)

if TYPE_CHECKING:
    from shapecheck.infer.shown import Shown

__all__ = ["Heap"]


class Heap:
    """The journal, the symbols and the joins of one analysis, and the values that are made by them."""

    def __init__(self) -> None:
        self.journal = Journal()
        self.symbols = Symbols(self.journal.birth)
        self.merger = Merger(self.journal, self.symbols)
        self.journal.join = self.merger.join
        self.identities = Identities(self.journal, self.merger)
        self.abandoning: Callable[..., None]
        self.agreeing: Callable[..., Value]
        self.refused: set[ast.AST] = set()  # calls that fail whatever is passed, by the contract of what is called
        self._array_sizes: dict[int, tuple[Array, Size]] = {}  # of integers that were used as sizes, by identity
        self.promising: set[ast.AST] = set()  # functions of which a trial on generic arguments may say more
        self.too_long: set[ast.AST] = set()  # functions that take more steps than a trial has
        self.asked: Callable[[Shown], None] | None = None  # is told what is shown and not known, instead
        self.fitting_comments: set[ast.AST] = set()  # assignments whose comment was right once
        self.has_data = False  # whether data was read that comes from outside of the program
        self.updating: ast.expr | None = None  # the target of an operator such as `+=`
        # What attributes were given other than through a method's own object, by the class of the object, or None, and
        # whether it is an array that is changed where it is.
        self.given: dict[str, dict[tuple[Class | None, bool], Value]] = {}

    def give(self, owner: Instance | Opaque, name: str, value: Value) -> None:
        """Note that an attribute is given a value from elsewhere than a method of its object; ABSENT is for its own."""
        known = self.given.setdefault(name, {})
        key = owner.type if isinstance(owner, Instance) else None, value is ABSENT
        known[key] = self.merger.join(known.get(key, ABSENT), value)

    # Making values

    def opaque(self, kind: str | None = None, name: str = "") -> Opaque:
        """Give a new value of which nothing but perhaps its type is known."""
        return Opaque(self.journal.birth(), name, kind)

    def listing(self, items: Sequence[Value], kind: str = "list") -> Listing:
        """Give a list of known items."""
        return Listing(self.journal.birth(), Contents(tuple(items)), kind)

    def stream(self, element: Value, length: Size | None = None, kind: str = "list") -> Listing:
        """Give a list of which only one item is known, which stands for all."""
        mark_many(element)
        return Listing(self.journal.birth(), Contents(None, element, length), kind)

    def dictionary(self, items: Mapping[Value, Value] | None = None) -> Dictionary:
        """Give a dictionary of known items."""
        return Dictionary(self.journal.birth(), dict(items or {}))

    def element(self, listing: Listing) -> Value:
        """Give what is known of any one item of a list, with sizes that no two items need share."""
        return self.symbols.refreshed(self.merger.element(listing.contents), listing.born)

    def any_of(self, items: Iterable[Value]) -> Value:
        """Give what stands for any of some values; ABSENT where there is none."""
        return self.merger.element(Contents(tuple(items)))

    def size_of_array(self, value: Array) -> Size:
        """Give the size that an integer of NumPy's is: always the same one."""
        known = self._array_sizes.get(id(value))
        if known is None:
            known = self._array_sizes[id(value)] = (value, self.symbols.named(value.name or "size"))
        return known[1]

    # Knowing less

    def lose(self, value: Value) -> None:
        """Write down that something unknown may have been done to an object."""
        if isinstance(value, Listing):
            self.journal.write(value, "contents", Contents(None, self.opaque()))
            later = value.cells.get("later") if value.kind == "generator" else None
            if isinstance(later, Later):
                self.journal.write(value, "later", None)
                self.abandoning(self, later)
        elif isinstance(value, (Dictionary, Instance)):
            keys = dict.fromkeys(value.cells)
            if isinstance(value, Instance):
                for base in value.type.lineage():  # it may have its own in place of what its class has
                    keys |= {name: None for name, found in base.cells.items() if not isinstance(found, Function)}
            for key in keys:
                self.journal.write(value, key, self.opaque())
            self.journal.write(value, Rest, self.opaque())
        elif isinstance(value, Opaque):
            for key in list(value.cells):
                self.journal.erase(value, key)

    def give_up(self, *values: Value) -> None:
        """Write down that all which some values lead to may be changed, by functions among it that are not followed."""
        seen: set[int] = set()
        waiting = list(values)
        while waiting:
            value = waiting.pop()
            if id(value) in seen:
                continue
            seen.add(id(value))
            if isinstance(value, Function):
                names, home = names_in(value.node), value.frame
                waiting += (found for found in (find(home, name) for name in names.free) if found is not ABSENT)
                waiting += (*value.defaults, *value.keyword_defaults.values())
                for name in (*names.nonlocal_, *names.global_):
                    owner = home.top if name in names.global_ else home.home(name)
                    self.journal.write(owner, name, self.opaque(name=name))
            else:
                waiting += _parts(value)
                self.lose(value)

    def settle(self, cell: Cell, values: Iterable[Value]) -> None:
        """Write down that a cell has one of some values; what it may not have at all, its owner may not have."""
        owner, key = cell
        found: Value = ABSENT
        missing = False
        if isinstance(owner, Facts):
            first, *others = values
            self.journal.put(cell, first if all(other == first for other in others) else ABSENT)
            return
        for value in values:
            missing = missing or value is ABSENT
            found = self.merger.join(found, value)
        if not missing or found is ABSENT or key is Rest:
            self.journal.put(cell, found)
            return
        if isinstance(owner, Identities):
            found = owner.settled(cell, found)
        elif isinstance(owner, Opaque) or isinstance(key, OpenKey):
            found = ABSENT  # where it was not written it may be anything
        elif isinstance(owner, (Class, Instance)) and isinstance(key, str):
            found = self.merger.join(found, inherited(owner, key))
        self.journal.put(cell, found)
        if isinstance(owner, (Dictionary, Instance)) and not isinstance(key, OpenKey):
            rest = owner.cells.get(Rest, ABSENT)
            self.journal.put((owner, Rest), self.merger.join(rest, found))

    def widen(self, cell: Cell, value: Value) -> None:
        """Write down that a cell may have anything of a value's kind; what was found on the way is forgotten."""
        self.journal.put(cell, ABSENT if isinstance(cell[0], Facts) else self.merger.widened(value))

    def weaken(self, written: Written) -> None:
        """Write down that cells have any of the values that they had in a branch: it may be left anywhere."""
        for cell, values in written.items():
            owner, key = cell
            self.settle(cell, [*values, owner.cells.get(key, ABSENT)])


def _parts(value: Value) -> Iterable[Value]:
    """Give the values that one value leads to at once."""
    match value:
        case Bound(function, owner):
            return function, owner
        case Class():
            return [item for base in value.lineage() for item in base.cells.values()]
        case Project():
            return list(value.scope.cells.values())
        case Native():
            return value.owner
        case tuple():
            return value
        case Listing():
            return value.items or (value.contents.element,)
        case Instance():
            return (value.type, *value.cells.values())
        case Dictionary():
            return list(value.cells.values())
    return ()
