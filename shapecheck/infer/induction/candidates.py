"""Which functions of a file could be its network: what can be run, and what a run goes through."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shapecheck.core.dim import Size, symbols_of
from shapecheck.infer.induction.recording import Done, Entry, Evaluated, Named, Required, Shaped, parts_of
from shapecheck.infer.laws import parameter_of
from shapecheck.infer.survey import called_in
from shapecheck.infer.tree import nodes_in, positional
from shapecheck.infer.values import Class, Function
from shapecheck.ops.roles import Role, role_of
from shapecheck.ops.table import lookup

__all__ = ["Candidate", "Covered", "candidates", "covered", "networks", "outermost"]

_LOOPS = (ast.For, ast.While, ast.comprehension)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What can be run: a function, or methods of one object one after the other."""

    name: str
    functions: tuple[Function, ...]
    owner: Class | None = None

    @property
    def owner_name(self) -> str:
        """The class of the object; nothing where there is none."""
        return "" if self.owner is None else self.owner.name

    @property
    def is_method(self) -> bool:
        """Whether it is one method of an object alone."""
        return self.owner is not None and self.name != self.owner.name


@dataclass(frozen=True, slots=True)
class Covered:
    """What a run goes through.

    Parameters
    ----------
    functions : frozenset of str
        The functions, those included that are run for what they give, as in `linked_arguments`.
    multiplying : frozenset of str
        Those of them in which arrays are multiplied.
    has_layers : bool
        Whether it goes through layers of different sizes in a loop.
    gradients : int
        How many arrays are assigned with their gradients.
    """

    functions: frozenset[str]
    multiplying: frozenset[str]
    has_layers: bool
    gradients: int


def candidates(functions: Sequence[Function]) -> Iterator[Candidate]:
    """Give what can be run: functions, methods, and classes with all their methods."""
    classes: dict[Class, list[Function]] = {}
    for function in functions:
        if "<locals>" in function.name:
            continue
        if function.owner is None:
            yield Candidate(function.name, (function,))
        else:
            classes.setdefault(function.owner, []).append(function)
    for owner, methods in classes.items():
        made = next((own for own in methods if own.name.endswith(".__init__")), None)
        if made is None:
            continue
        others = [own for own in methods if not own.name.rpartition(".")[2].startswith("_")]
        called = {name for own in methods for name in _called_of_itself(own)}
        first = [own for own in others if own.name.rpartition(".")[2] not in called] or others
        yield Candidate(owner.name, (made, *first), owner)
        for own in others:
            yield Candidate(own.name, (made, own), owner)


def outermost(functions: Sequence[Function], known: Mapping[str, Candidate]) -> dict[str, Candidate]:
    """Return what can be run and is called by no other function: only the statements of the file may call it."""
    called = {name for own in functions for name in called_in(own.node) if name != _last(own.name)}
    return {name: own for name, own in known.items() if _last(name) not in called}


def covered(entries: Sequence[Entry], depth: int) -> Covered:
    """Return what a run on so many layers goes through."""
    indices: dict[str, set[object]] = {}
    functions: set[str] = set()
    multiplying: set[str] = set()
    assigned: set[str] = set()
    for entry in parts_of(entries):
        if isinstance(entry, Named):
            functions.add(entry.site.function)
            assigned |= {entry.name} if isinstance(entry.value, Shaped) and isinstance(entry.name, str) else set()
        elif isinstance(entry, Done) and (rule := lookup(entry.name)) is not None and role_of(rule) is Role.PRODUCTS:
            multiplying.add(entry.site.function)
        sizes: Sequence[Size] = ()
        if isinstance(entry, (Evaluated, Named)) and isinstance(entry.value, Shaped):
            sizes = entry.value.before
        elif isinstance(entry, Required):
            sizes = (entry.size,)
        for size in sizes:
            for own in symbols_of(size):
                if own.index is not None and not own.flexible:
                    indices.setdefault(own.name, set()).add(own.index)
    gradients = sum(parameter_of(name) in assigned for name in assigned)
    has_layers = any(len(own) > depth for own in indices.values())
    return Covered(frozenset(functions), frozenset(multiplying), has_layers, gradients)


def networks(
    found: Mapping[str, Covered], known: Mapping[str, Candidate], functions: Sequence[Function]
) -> tuple[str, ...]:
    """Return the networks among what can be run, the one that is meant first.

    It has gradients, where one has, and calls all that it goes through itself, as the function does that joins forward
    and backward; of several such it goes through most functions. The others are networks of their own: they multiply
    arrays, if the first does, and have loops that are no part of it.
    """
    reached = {name: _reached(known[name], functions) for name in found}

    def rank(name: str) -> tuple[bool, bool]:
        whole = found[name]
        return whole.gradients > 0, whole.gradients > 0 and whole.functions <= reached[name]

    first = max(found, key=lambda name: (*rank(name), len(found[name].functions), found[name].gradients))
    looping = {own.name for own in functions if any(isinstance(part, _LOOPS) for part in nodes_in(own.node))}

    def is_apart(name: str) -> bool:
        own = found[name].functions
        parts = {part for part in own if part in looping} if found[first].has_layers else own
        has_own = bool(found[name].multiplying & reached[name]) or not found[first].multiplying
        return has_own and not parts <= found[first].functions

    return (first, *(name for name in found if rank(name) == rank(first) and is_apart(name)))


def _reached(candidate: Candidate, functions: Sequence[Function]) -> set[str]:
    """Return the functions of a file that something runs by its own calls, as far as their names say."""
    found: set[str] = set()
    waiting = list(candidate.functions)
    while waiting:
        own = waiting.pop()
        if own.name in found:
            continue
        found.add(own.name)
        called = called_in(own.node)
        owners = {f"{name}.__init__" for name in called}
        waiting += [other for other in functions if _last(other.name) in called or other.name in owners]
    return found


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _called_of_itself(method: Function) -> Iterator[str]:
    """Give the methods that a method calls of its own object; those of other objects may have the same names."""
    parameters = positional(method.node.args)
    for part in nodes_in(method.node) if parameters else ():
        match part:
            case ast.Call(func=ast.Attribute(value=ast.Name(owner), attr=name)) if owner == parameters[0].arg:
                yield name
