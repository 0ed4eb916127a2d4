"""Which functions of a file could be its network: what can be run, and what a run goes through."""

import ast
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from shapecheck.core.dim import symbols_of
from shapecheck.infer.induction.recording import Entry, Evaluated, Named, Shaped, parts_of
from shapecheck.infer.laws import parameter_of
from shapecheck.infer.values import Class, Function

__all__ = ["Candidate", "Covered", "candidates", "covered"]


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
    """What a run goes through: functions, layers of different sizes in a loop, and gradients of what is assigned."""

    functions: frozenset[str]
    has_layers: bool
    gradients: int

    def is_part_of(self, whole: "Covered", looping: Container[str]) -> bool:
        """Tell whether what makes a network is all in another one, given the functions that have loops."""
        own = {name for name in self.functions if name in looping} if whole.has_layers else self.functions
        return own <= whole.functions


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
        called = {name for own in methods for name in _methods_called(own.node)}
        first = [own for own in others if own.name.rpartition(".")[2] not in called] or others
        yield Candidate(owner.name, (made, *first), owner)
        for own in others:
            yield Candidate(own.name, (made, own), owner)


def covered(entries: Sequence[Entry], depth: int) -> Covered:
    """Return what a run on so many layers goes through."""
    indices: dict[str, set[object]] = {}
    functions: set[str] = set()
    assigned: set[str] = set()
    for entry in parts_of(entries):
        if isinstance(entry, Named):
            functions.add(entry.site.function)
            assigned |= {entry.name} if isinstance(entry.value, Shaped) and isinstance(entry.name, str) else set()
        if isinstance(entry, (Evaluated, Named)) and isinstance(entry.value, Shaped):
            for size in entry.value.before:
                for own in symbols_of(size):
                    if own.index is not None and not own.flexible:
                        indices.setdefault(own.name, set()).add(own.index)
    gradients = sum(parameter_of(name) in assigned for name in assigned)
    return Covered(frozenset(functions), any(len(own) > depth for own in indices.values()), gradients)


def _methods_called(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            yield part.func.attr
