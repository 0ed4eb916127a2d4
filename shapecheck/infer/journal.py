"""The journal: every write to the heap goes through it, so that a branch can be run, taken back, and joined."""

from collections.abc import Callable
from typing import TypeAlias

from shapecheck.infer.open_keys import OpenKey
from shapecheck.infer.values import ABSENT, Class, Dictionary, Instance, Listing, Object, Opaque, Rest, Value

__all__ = ["Cell", "Facts", "Journal", "Written"]

Cell: TypeAlias = tuple[Object, object]  # an object and the key of one of its cells; objects compare by identity
Written: TypeAlias = dict[Cell, list[Value]]  # each value that a cell had in a branch, that before it first

_MOST_OBJECTS = 64  # that one object may be
_MOST_VALUES = 96  # of one cell that are remembered one by one; of more, the later ones joined


class Facts(Object):
    """What holds on the way that is gone: what was not found on all paths is forgotten where they meet."""

    __slots__ = ()


class Journal:
    """Writes cells, and remembers what they had, for each branch that is open.

    What is born inside a branch is nobody else's: its writes are not kept, since taking the branch back leaves it
    unreachable, and joining the branch takes it over as it is.
    """

    def __init__(self) -> None:
        self._branches: list[tuple[int, Written]] = []
        self._orders: list[dict[Object, list[object]]] = []  # of the keys of dictionaries that lost some in a branch
        self._born = 0
        self._open_cells: dict[Cell, Value] = {}  # that may be written at any time, with what they may have then
        self.join: Callable[[Value, Value], Value] = lambda left, _: left  # set by the machine
        self.watched: set[object] = set()  # names that functions read and do not bind
        self.version = 0  # how often what functions read from outside may have changed
        self.touched: set[int] = set()  # what another machine has made, and was written to, by identity
        self.changes = 0  # how often that, or what is in an object
        self.has_open_keys = False  # whether keys of which not all is known were written to

    def birth(self) -> int:
        """Give the time of birth for a new object."""
        self._born += 1
        return self._born

    @property
    def depth(self) -> int:
        """How many branches are open."""
        return len(self._branches)

    def write(self, owner: Object, key: object, value: Value) -> None:
        """Write a cell; what may be the same object, or stands for several, may have the old value still."""
        self.has_open_keys = self.has_open_keys or isinstance(key, OpenKey)
        if self._open_cells and (owner, key) in self._open_cells:
            value = self.join(value, self._open_cells[owner, key])
        if owner.is_many and key in owner.cells:
            value = self.join(owner.cells[key], value)
        self._set(owner, key, value)
        if owner.others:
            for other in _maybe_the_same(owner):
                if key in other.cells:
                    self._set(other, key, self.join(other.cells[key], value))
                else:
                    self._open(other, value)
                opened = [own for own in other.cells if isinstance(own, OpenKey)] if self.has_open_keys else []
                for own in (own for own in opened if own != key):
                    self._set(other, own, self.join(other.cells[own], value))

    def keep_open(self, written: Written) -> bool:
        """Note cells that something unseen may write at any time, with what they may have then; tell whether any is."""
        for cell, values in written.items():
            if not isinstance(cell[0], (Opaque, Facts)):
                self._open_cells[cell] = self.join(self._open_cells.get(cell, ABSENT), values[-1])
        return bool(written)

    def take_over(self, other: "Journal", take: Callable[[Value], Value]) -> None:
        """Know what another journal has of cells and names that are read; `take` gives a value of its as one here."""
        self.watched |= other.watched
        self.has_open_keys = self.has_open_keys or other.has_open_keys
        self.version += 1
        self.changes += 1
        for (owner, key), value in other._open_cells.items():
            self._open_cells[take(owner), take(key)] = take(value)

    def _open(self, other: Object, value: Value) -> None:
        """Write down that an object may have got a value under another key, or lost one."""
        if isinstance(other, (Dictionary, Instance)):
            self._set(other, Rest, self.join(other.cells.get(Rest, ABSENT), value))
        elif isinstance(other, Opaque):
            for key in list(other.cells):
                self._set(other, key, ABSENT)

    def erase(self, owner: Object, key: object) -> None:
        """Take a cell away; what may be the same object may have it no more."""
        value = owner.cells.get(key, ABSENT)
        self._set(owner, key, ABSENT)
        if owner.others and value is not ABSENT:
            for other in _maybe_the_same(owner):
                self._open(other, value)

    def put(self, cell: Cell, value: Value) -> None:
        """Write a cell as it is known to be, or take it away where the value is ABSENT."""
        self._set(*cell, value)

    def _set(self, owner: Object, key: object, value: Value) -> None:
        if self._branches:
            start, written = self._branches[-1]
            if owner.born <= start:
                if value is ABSENT and isinstance(owner, Dictionary):
                    self._orders[-1].setdefault(owner, list(owner.cells))
                values = written.get((owner, key))
                if values is None:
                    written[owner, key] = [owner.cells.get(key, ABSENT), value]
                elif values[-1] is not value:
                    if len(values) > _MOST_VALUES:
                        values[-2:] = [self.join(*values[-2:]), value]  # none of them is forgotten
                    else:
                        values.append(value)
        self._put(owner, key, value)

    def _put(self, owner: Object, key: object, value: Value) -> None:
        if owner.born < 0:
            self.touched.add(id(owner))
        if owner.is_read_by_functions and (key in self.watched or isinstance(owner, Class)):
            self.version += 1
            self.changes += 1
        elif isinstance(owner, (Dictionary, Instance)) or (isinstance(owner, Listing) and owner.kind != "generator"):
            self.changes += 1
        if value is ABSENT:
            owner.cells.pop(key, None)
        else:
            owner.cells[key] = value

    @property
    def written_so_far(self) -> Written:
        """The values that cells have had in the branch that was opened last."""
        return self._branches[-1][1] if self._branches else {}

    @property
    def is_open(self) -> bool:
        """Whether a branch is open."""
        return bool(self._branches)

    def begin(self) -> None:
        """Open a branch."""
        self._branches.append((self._born, {}))
        self._orders.append({})

    def take_back(self) -> Written:
        """Close the branch and undo its writes; give each value that the cells had in it, the last one last."""
        _, written = self._branches.pop()
        # In their order stand again those keys that the branch has not put in at another place.
        orders = [(own, keys) for own, keys in self._orders.pop().items() if _in_order(own, keys)]
        for (owner, key), values in written.items():
            self._put(owner, key, values[0])
        for dictionary, keys in orders:
            for key in keys:
                if key in dictionary.cells:
                    dictionary.cells[key] = dictionary.cells.pop(key)
        self._hand_on(written, undone=True)
        return written

    def keep(self) -> Written:
        """Close the branch and keep its writes; give each value that the cells had in it, that before it first."""
        _, written = self._branches.pop()
        orders = self._orders.pop()
        if self._orders:
            self._orders[-1] = orders | self._orders[-1]
        self._hand_on(written, undone=False)
        return written

    def _hand_on(self, written: Written, *, undone: bool) -> None:
        """Tell the branch outside what cells had in this one: somebody may leave from there."""
        if not self._branches:
            return
        start, outer = self._branches[-1]
        for (owner, key), values in written.items():
            if owner.born <= start:
                known = outer.setdefault((owner, key), values[:1])
                room = max(0, _MOST_VALUES - len(known))
                known.extend(values[1 : 1 + room])
                for value in values[1 + room :]:
                    known[-1] = self.join(known[-1], value)
                if undone or known[-1] is not values[-1]:
                    known.append(values[0] if undone else values[-1])


def _in_order(owner: Object, keys: list[object]) -> bool:
    """Tell whether the keys that are left of some are in the order of these."""
    known = set(keys)
    left = [key for key in owner.cells if key in known]
    return left == [key for key in keys if key in owner.cells]


def _maybe_the_same(owner: Object) -> list[Object]:
    """Give all objects that an object may be, over others that both may be."""
    found = {id(owner): owner}
    waiting = list(owner.others)
    while waiting and len(found) < _MOST_OBJECTS:
        other = waiting.pop()
        if id(other) not in found:
            found[id(other)] = other
            waiting.extend(other.others)
    return list(found.values())[1:]
