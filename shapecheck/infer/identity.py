"""The identity of arrays: one whose shape is changed where it is has its new shape wherever it is held.

An array of the interpreter never changes. `W.shape = (3, 2)` makes another one, and writes down that the old one is
this one now; whoever reads the old one is given the new one. So a list, an attribute or a closure that holds it needs
no change, and a branch is taken back like any other write.
"""

import ast
from collections.abc import Callable, Iterable

from shapecheck.core.array import Array
from shapecheck.infer.journal import Cell, Journal
from shapecheck.infer.merging import Merger
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import ABSENT, Dictionary, Instance, Listing, Object, Value

__all__ = ["Identities", "changes_shapes"]

_FURTHEST = 64  # changes of one array
_DEEPEST = 4  # containers inside each other that are looked into for them


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

    def escape(self, values: Iterable[Value]) -> None:
        """Note the arrays that somebody unknown was given: what cannot be followed may be one of them."""
        if not self._merger.tells_apart:
            return
        waiting = [(value, 0) for value in values]
        has_room = True
        while waiting and has_room:
            value, depth = waiting.pop()
            if isinstance(value, Array):
                has_room = self._merger.note_escaped(value)
            elif depth < _DEEPEST and isinstance(value, tuple):
                waiting += [(item, depth + 1) for item in value]
            elif depth < _DEEPEST and isinstance(value, (Dictionary, Instance)):
                waiting += [(item, depth + 1) for item in value.cells.values()]
            elif depth < _DEEPEST and isinstance(value, Listing):
                waiting += [(item, depth + 1) for item in value.items or (value.contents.element,)]

    def take_over(self, other: "Identities", take: Callable[[Value], Value]) -> None:
        """Know which arrays have changed in another analysis; `take` gives a value of its as one here."""
        for held in other.cells.values():
            array, changed = held
            own = take(array)
            self.cells[id(own)] = own, take(changed)
        for array in other._merger.escaped.values():
            self._merger.note_escaped(take(array))

    def change_escaped(self, changed: Value) -> None:
        """Write down that the shape of something unknown was changed: it may be any array that somebody was given."""
        for array in self._merger.escaped.values():
            self._journal.write(self, id(array), (array, changed))

    def settled(self, cell: Cell, found: Value) -> Value:
        """Return what a cell has that was not written on all paths: there the array is what it was."""
        del cell
        return self._merger.join(found, (found[0], found[0])) if isinstance(found, tuple) else found


_ATTRIBUTES = frozenset({"shape", "dtype"})


@once
def changes_shapes(tree: ast.Module) -> bool:
    """Tell whether a file changes the shapes of arrays where they are: `W.shape = ...`, `W.resize(...)`."""
    return any(map(_changes, nodes_in(tree)))


def _changes(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(_, name, context):
            return (name in _ATTRIBUTES and not isinstance(context, ast.Load)) or name in {"resize", "__setattr__"}
        case ast.Call(ast.Name("setattr"), [_, ast.Constant(name), _]):
            return name in _ATTRIBUTES
    return False
