"""Which function of a file gives what another one takes: `parameters`, `cache`, by its keys, or the name of it.

Functions that nothing calls are tied by words alone: `initialize` ends with `return parameters`, and `forward` takes
`parameters`; in a trial also by what is read: one makes `W1` and `b1`, and the other one reads these (`keyed`). Only
containers are linked so; an array `X` of two functions need not be the same.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence

from shapecheck.core.array import Array
from shapecheck.infer.calls import run_function
from shapecheck.infer.keyed import offers, wanted
from shapecheck.infer.machine import Machine
from shapecheck.infer.parameters import further_arguments, unknown_arguments
from shapecheck.infer.survey import called_in
from shapecheck.infer.tree import nodes_in, once, positional, returns_in
from shapecheck.infer.values import ABSENT, Dictionary, Function, Listing, Opaque, Value

__all__ = ["Links", "linked_arguments"]

_LOOPS = (ast.For, ast.While, ast.ListComp, ast.DictComp)
_CONTAINERS = (Dictionary, Listing, tuple)
_DEEPEST = 3  # functions that one takes something from by way of others


def linked_arguments(
    machine: Machine,
    function: Function,
    functions: Sequence[Function],
    first: Value = ABSENT,
    given: Mapping[str, Value] | None = None,
) -> list[Value]:
    """Return a value for each positional parameter of a function: what another function gives, where one does.

    What is `given` by name is what it is, for each function that takes it; an array that a function returns beside a
    container is then given with that, and of several that return it the one with a loop is meant.
    """
    return Links(machine, functions, given).arguments(function, first)


class Links:
    """The functions of a file, each run once at most for what it gives.

    Parameters
    ----------
    machine : Machine
        What runs them.
    functions : sequence of Function
        Those of the file.
    given : mapping of str to Value, optional
        What parameters are, by name.
    by_keys : bool
        Whether functions are linked by what is read of a parameter, and methods are linked at all.
    """

    def __init__(
        self,
        machine: Machine,
        functions: Sequence[Function],
        given: Mapping[str, Value] | None = None,
        *,
        by_keys: bool = False,
    ) -> None:
        self._machine = machine
        self._by_keys = by_keys
        self._known = given or {}
        self._takes_arrays = given is not None
        self._plain = [own for own in functions if own.owner is None and not isinstance(own.node, ast.Lambda)]
        self._nodes = {own.name: own.node for own in self._plain if not isinstance(own.node, ast.Lambda)}
        self._given: dict[ast.AST, Value] = {}

    def arguments(
        self, function: Function, first: Value, shared: Mapping[str, Value] | None = None, depth: int = 0
    ) -> list[Value]:
        """Return what a function is given, what is `shared` by name included."""
        shared = shared or {}
        found = unknown_arguments(self._machine, function, first, self._known)
        if first is not ABSENT and not self._by_keys:
            return found
        names = _parameters(function)
        if len(names) < len(found):
            return found  # the object of a method that takes any arguments
        known = {name: value for name, value in zip(names, found, strict=True) if name not in shared} | dict(shared)
        for only_known in (False, True) if self._takes_arrays else (False,):
            self._link(function, [name for name in names if name not in shared], known, depth, only_known=only_known)
        return [known[name] for name in names]

    def _link(
        self, function: Function, names: Sequence[str], known: dict[str, Value], depth: int, *, only_known: bool = False
    ) -> None:
        """Put in what other functions give under names of which nothing is known."""
        for name in names:
            value = known[name]
            if depth < _DEEPEST and isinstance(value, Opaque) and value.kind is None:
                given = self._from_another(function, name, known, depth, only_known=only_known)
                known[name] = value if given is ABSENT else given

    def _from_another(
        self, function: Function, name: str, known: dict[str, Value], depth: int, *, only_known: bool
    ) -> Value:
        """Return what the one function gives that returns something under a name; ABSENT where there is not one.

        It is a container, or if `only_known` an array of a function that was run for something else.
        """
        of_any = self._by_keys or self._takes_arrays
        if not of_any and wanted(function.node, name, self._nodes).is_of_certain_layers:
            return ABSENT  # who makes layers in a loop makes any number of them
        if self._by_keys and not only_known:
            sources = self._read_so(function, name)
        else:
            sources = [
                (other, place)
                for other in self._plain
                if other.node is not function.node
                and name not in _parameters(other)
                and function.name not in called_in(other.node)  # who calls it gets that from somewhere itself
                for place in _returned(other.node).get(name, ())
                or (_assigned(other.frame.source.tree).get((other.name, name), ()) if only_known else ())
            ]
        if self._takes_arrays and len({id(other.node) for other, _ in sources}) > 1:
            sources = [own for own in sources if any(isinstance(part, _LOOPS) for part in nodes_in(own[0].node))]
        if len({id(other.node) for other, _ in sources}) != 1:
            return ABSENT
        other, place = sources[0]
        if only_known and other.node not in self._given:
            return ABSENT
        if other.node not in self._given:
            self._given[other.node] = ABSENT  # while it is run
            both = [name for name in known if name in _parameters(other)]
            self._link(function, both, known, depth)  # first, so that both functions are given the same
            shared = {name: known[name] for name in both}
            entered = set(self._machine.entered)
            values = self.arguments(other, ABSENT, shared, depth + 1)
            further = further_arguments(self._machine, other)
            generic = self._machine.generic
            mark = None if generic is None else generic.mark()
            self._machine.journal.begin()
            found = run_function(self._machine, other, values, further, None, None)
            if generic is not None and not isinstance(_part(found, place), _CONTAINERS):
                self._machine.journal.take_back()  # what it asks of what both are given is asked by nobody
                generic.back_to(mark)
            else:
                self._machine.journal.keep()
            self._given[other.node] = found
            self._machine.entered = entered
        part = _part(self._given[other.node], place)
        if not isinstance(part, Array if only_known else _CONTAINERS):
            return ABSENT
        if self._machine.generic is not None and not depth:
            self._machine.generic.linked(name, other.name)
        return part

    def _read_so(self, function: Function, name: str) -> list[tuple[Function, int | None]]:
        """Return the functions that make what is read of a parameter, if it is one; else those that call it so.

        None of them is what makes a container with other keys.
        """
        reads = wanted(function.node, name, self._nodes)
        others = [
            (own, offer)
            for own in self._plain
            if own.node is not function.node
            and name not in _parameters(own)
            and function.name not in called_in(own.node)
            for offer in offers(own.node)
            if not reads.is_refused(offer)
        ]
        sources = [(own, offer) for own, offer in others if reads.is_met(offer)]
        if len({id(own.node) for own, _ in sources}) != 1:
            sources = [(own, offer) for own, offer in sources or others if offer.name == name]
        return [(own, offer.place) for own, offer in sources]


def _part(given: Value, place: int | None) -> Value:
    """Return what is at a place of what a function gives, the whole of it for None; ABSENT where there is nothing."""
    if place is None:
        return given
    return given[place] if isinstance(given, tuple) and place < len(given) else ABSENT


def _parameters(function: Function) -> list[str]:
    return [own.arg for own in positional(function.node.args)]


@once
def _returned(node: ast.AST) -> Mapping[str, tuple[int | None, ...]]:
    """Return the names that a function returns, with their places; None where it is the whole of it."""
    found: dict[str, set[int | None]] = {}
    for statement in returns_in(node):
        for name, place in _names(statement.value):
            found.setdefault(name, set()).add(place)
    return {name: tuple(places) for name, places in found.items() if len(places) == 1}


@once
def _assigned(tree: ast.AST) -> Mapping[tuple[str, str], tuple[int | None, ...]]:
    """Return the names that a file gives what its functions return, by function: `AL, caches = forward(X)`."""
    found: dict[tuple[str, str], set[int | None]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name):
            for target in node.targets:
                for name, place in _names(target):
                    found.setdefault((node.value.func.id, name), set()).add(place)
    return {names: tuple(places) for names, places in found.items() if len(places) == 1}


def _names(value: ast.expr | None) -> Iterator[tuple[str, int | None]]:
    if isinstance(value, ast.Name):
        yield value.id, None
    elif isinstance(value, ast.Tuple):
        yield from ((part.id, place) for place, part in enumerate(value.elts) if isinstance(part, ast.Name))
