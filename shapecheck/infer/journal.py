"""The journal: every write to the heap goes through it, so that a branch can be run, taken back, and joined."""

from typing import TypeAlias

from shapecheck.infer.values import ABSENT, Object, Value

__all__ = ["Cell", "Journal"]

Cell: TypeAlias = tuple[Object, object]  # an object and the key of one of its cells; objects compare by identity


class Journal:
    """Writes cells, and remembers what they had before, for each branch that is open.

    What is born inside a branch is nobody else's: its writes are not kept, since taking the branch back leaves it
    unreachable, and joining the branch takes it over as it is.
    """

    def __init__(self) -> None:
        self._branches: list[tuple[int, dict[Cell, Value]]] = []
        self._born = 0

    def birth(self) -> int:
        """Give the time of birth for a new object."""
        self._born += 1
        return self._born

    def write(self, owner: Object, key: object, value: Value) -> None:
        """Write a cell."""
        self._remember(owner, key)
        owner.cells[key] = value

    def erase(self, owner: Object, key: object) -> None:
        """Take a cell away."""
        self._remember(owner, key)
        owner.cells.pop(key, None)

    def _remember(self, owner: Object, key: object) -> None:
        if self._branches:
            start, before = self._branches[-1]
            if owner.born <= start:
                before.setdefault((owner, key), owner.cells.get(key, ABSENT))

    @property
    def is_open(self) -> bool:
        """Whether a branch is open."""
        return bool(self._branches)

    def begin(self) -> None:
        """Open a branch."""
        self._branches.append((self._born, {}))

    def take_back(self) -> dict[Cell, Value]:
        """Close the branch and undo its writes; give what the cells had at its end."""
        _, before = self._branches.pop()
        after = {(owner, key): owner.cells.get(key, ABSENT) for owner, key in before}
        for (owner, key), value in before.items():
            self._put(owner, key, value)
        return after

    def keep(self) -> dict[Cell, Value]:
        """Close the branch and keep its writes; give what the cells had at its beginning."""
        _, before = self._branches.pop()
        if self._branches:
            start, outer = self._branches[-1]
            for (owner, key), value in before.items():
                if owner.born <= start:
                    outer.setdefault((owner, key), value)
        return before

    def put(self, cell: Cell, value: Value) -> None:
        """Write a cell, or take it away where the value is ABSENT."""
        owner, key = cell
        self._remember(owner, key)
        self._put(owner, key, value)

    @staticmethod
    def _put(owner: Object, key: object, value: Value) -> None:
        if value is ABSENT:
            owner.cells.pop(key, None)
        else:
            owner.cells[key] = value
