"""What was seen of a program so far: where a value came from is asked here, by its name or its node."""

import ast
from collections.abc import Mapping
from copy import copy
from typing import Any, TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.dim import Size
from shapecheck.core.groups import Groups
from shapecheck.infer.events import Agreed, Assigned, Event, Operation, Resting
from shapecheck.infer.origins import Origins
from shapecheck.infer.site import Site
from shapecheck.infer.told_of_calls import Named
from shapecheck.infer.tree import nodes_in, once, statements_in
from shapecheck.ops.history import NEWEST, Version

__all__ = [
    "History",
    "Memory",
    "Run",
    "Spot",
    "is_within",
    "run_of",
    "spot_of",
]

Run: TypeAlias = tuple[str, str, int]  # one run of a function: its file, its name, and the call that it is run for


Spot: TypeAlias = tuple[int, int, int, int]  # where a node stands: its first line and byte, its last line and byte


def spot_of(node: ast.AST) -> Spot:
    """Tell where a node stands."""
    return (
        getattr(node, "lineno", 0),
        getattr(node, "col_offset", 0),
        getattr(node, "end_lineno", None) or 0,
        getattr(node, "end_col_offset", None) or 0,
    )


def is_within(inner: Spot, outer: Spot) -> bool:
    """Tell whether a node stands within another one, or in its place."""
    return outer[:2] <= inner[:2] and inner[2:] <= outer[2:]


def run_of(site: Site) -> Run:
    """Tell which run of a function a site is in. The site must be kept for as long as this is."""
    return site.source.path, site.function, id(site.caller)


class History:
    """What a name was assigned in one run of a function: the first and the last time, and its shape if that stayed."""

    __slots__ = ("first", "last", "shape")

    def __init__(self, first: Assigned | Named) -> None:
        self._start(first)

    def _start(self, event: Assigned | Named) -> None:
        self.first = self.last = event
        self.shape = event.value.shape if isinstance(event.value, Array) else None

    def add(self, event: Assigned | Named) -> None:
        """Take in another assignment; a number that a sum starts at is none."""
        if type(self.first.value) in {int, float} and self.first.value == 0:
            self._start(event)
            return
        self.last = event
        if not isinstance(event.value, Array) or event.value.shape != self.shape:
            self.shape = None


class Memory:
    """Keeps the last operation at each node, and the assignments of each name in each run of a function."""

    def __init__(self) -> None:
        self.operations: dict[tuple[str, Spot], Operation] = {}
        self.versions: tuple[Version, ...] = NEWEST  # of NumPy that the program is meant for
        self.origins: Origins | None = None  # where it can be asked how arrays were made
        self.assigned: dict[tuple[Run, str], History] = {}
        self.named: dict[tuple[Run, str], History] = {}  # what has names otherwise: parameters, keys that are written
        self.resting: Resting | None = None  # what a docstring states that what happens now rests on
        self.given: Mapping[str, Any] = {}  # what a line is given, by its names
        self.stated: dict[Run, Resting] = {}  # what docstrings state, by the runs that rest on them
        self._agreed = Groups[Size]()  # sizes that the program says are equal

    def note(self, event: Event) -> None:
        """Remember an event."""
        site = event.site
        if isinstance(event, Resting):
            self.resting = None if event.ends else event
            self.stated[run_of(site)] = event
        elif isinstance(event, Agreed):
            self._agreed.join(event.left, event.right)
        elif isinstance(event, Operation):
            self.origins = event.origins or self.origins
            self.operations[site.source.path, spot_of(site.node)] = event
        elif isinstance(event, (Assigned, Named)):
            key = (site.source.path, site.function, id(site.caller)), event.name
            known = self.assigned if isinstance(event, Assigned) else self.named
            history = known.get(key)
            if history is None:
                known[key] = History(event)
            else:
                history.add(event)

    def as_it_is(self) -> "Memory":
        """Return a memory that stays as this one is now, whatever is seen later."""
        kept = copy(self)
        kept.operations = dict(self.operations)
        kept.assigned = {key: copy(own) for key, own in self.assigned.items()}
        kept.named = {key: copy(own) for key, own in self.named.items()}
        kept.stated = dict(self.stated)
        return kept

    def agree(self, size: Size, other: Size) -> bool:
        """Tell whether the program says anywhere that two sizes are equal, as `assert n == m` does."""
        return self._agreed.same(size, other)

    def operation(self, site: Site, node: ast.AST) -> Operation | None:
        """Give the operation that was last done where a node stands, in the file of a site."""
        return self.operations.get((site.source.path, spot_of(node)))

    def assigned_node(self, event: Assigned | Named) -> ast.expr | None:
        """Give the expression that an event's name was assigned from, if it can be told."""
        if isinstance(event, Named):
            return event.node
        node = event.site.node
        if isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
            return node.value
        return _assignments(event.site.source.tree).get((event.site.line, event.name))


@once
def _assignments(tree: ast.Module) -> Mapping[tuple[int, str], ast.expr]:
    """Give what each name of a file is assigned from, by its line: an event may tell of the name's node only."""
    return {
        (name.lineno, name.id): node.value
        for node in statements_in(tree.body)
        if isinstance(node, ast.Assign)
        for target in node.targets
        for name in nodes_in(target)
        if isinstance(name, ast.Name)
    }
