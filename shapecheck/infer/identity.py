"""The identity of arrays: one whose shape is changed where it is has its new shape wherever it is held.

An array of the interpreter never changes. `W.shape = (3, 2)` makes another one, and writes down that the old one is
this one now; whoever reads the old one is given the new one. So a list, an attribute or a closure that holds it needs
no change, and a branch is taken back like any other write.
"""

import ast

from shapecheck.core.array import Array
from shapecheck.infer.journal import Cell, Journal
from shapecheck.infer.merging import Merger
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import ABSENT, Object, Value

__all__ = ["Identities", "changes_shapes"]

_FURTHEST = 64  # changes of one array


class Identities(Object):
    """The arrays whose shapes were changed where they are: a cell for each, with what it was and what it is."""

    __slots__ = ("_journal", "_merger")

    def __init__(self, journal: Journal, merger: Merger) -> None:
        super().__init__(0)
        self._journal = journal
        self._merger = merger

    def current(self, value: Value) -> Value:
        """Return what an array is now."""
        for _ in range(_FURTHEST):
            found = self.cells.get(id(value), ABSENT)
            if found is ABSENT or not isinstance(value, Array):
                return value
            value = found[1] if isinstance(found, tuple) else found
        return value

    def change(self, array: Array, changed: Value) -> None:
        """Write down that an array is another one now; those that it may be as well may be it."""
        others = self._merger.others_of(array)
        if not others:
            self._journal.write(self, id(array), (array, changed))
        for own in others:
            self._journal.write(self, id(own), (own, self._merger.join(self.current(own), changed)))

    def settled(self, cell: Cell, found: Value) -> Value:
        """Return what a cell has that was not written on all paths: there the array is what it was."""
        del cell
        return self._merger.join(found, (found[0], found[0])) if isinstance(found, tuple) else found


@once
def changes_shapes(tree: ast.Module) -> bool:
    """Tell whether a file changes the shapes of arrays where they are: `W.shape = ...`, `W.resize(...)`.

    An iterator `W.flat` is changed too where it is gone through.
    """
    return any(
        isinstance(node, ast.Attribute)
        and (
            (node.attr in {"shape", "dtype"} and not isinstance(node.ctx, ast.Load))
            or node.attr in {"resize", "__setattr__", "flat"}
        )
        for node in nodes_in(tree)
    )
