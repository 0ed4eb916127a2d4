"""What else is at hand at a place: the names there with the arrays that they stand for, and which of them are alike."""

import ast
import re
from collections.abc import Iterator
from typing import Any

from shapecheck.core.array import Array
from shapecheck.infer.site import Site
from shapecheck.infer.tree import function_around, nodes_of, once
from shapecheck.infer.written import operand_nodes
from shapecheck.lint.memory import Memory, run_of

__all__ = ["Scope", "around"]

_PARTS = re.compile(r"[A-Za-z]+|\d+")


class Scope:
    """The names that may be written at a place.

    Parameters
    ----------
    memory : Memory
        What was seen.
    site : Site
        The place.
    """

    def __init__(self, memory: Memory, site: Site) -> None:
        self.site = site
        self.values: dict[str, Any] = dict(memory.given)
        own = run_of(site)
        module = site.source.path, "<module>", id(None)
        for run in (module, own):
            for (of, name), history in memory.assigned.items():
                if of == run and name.isidentifier():
                    self.values[name] = history.last.value
        for operation in memory.operations.values():
            if run_of(operation.site) == own:
                for node, value in operand_nodes(operation):
                    if isinstance(node, ast.Name):
                        self.values.setdefault(node.id, value)
        self._body = around(site)
        self._read = _read_in(self._body)

    def names_of(self, node: ast.AST) -> set[str]:
        """Return the names that are met in the lines of a node."""
        lines = range(getattr(node, "lineno", 0), (getattr(node, "end_lineno", None) or 0) + 1)
        return {own.id for own in _names_in(self._body) if own.lineno in lines}

    def others(self, name: str) -> Iterator[str]:
        """Yield the names that may be meant in place of one: alike but for a number or a part, or read nowhere else."""
        found = [other for other, value in self.values.items() if other != name and isinstance(value, Array)]
        alike = [other for other in found if _are_alike(name, other)]
        yield from sorted(alike, key=lambda other: _is_numbered(name) != _is_numbered(other))
        found = [
            other for other in found if f"d{name}" != other and f"d{other}" != name
        ]  # no gradient for its variable
        if len(unread := [other for other in found if other not in self._read and other not in alike]) == 1:
            yield from unread


@once
def _names_in(body: ast.AST) -> tuple[ast.Name, ...]:
    return tuple(node for node in nodes_of(body) if isinstance(node, ast.Name))


@once
def _read_in(body: ast.AST) -> frozenset[str]:
    return frozenset(node.id for node in _names_in(body) if isinstance(node.ctx, ast.Load))


def around(site: Site) -> ast.AST:
    """Return the function in which a place is, or the file."""
    return function_around(site.source.tree, site.line)


def _are_alike(name: str, other: str) -> bool:
    """Tell whether two names are one but for numbers, or one is the other one with something behind it."""
    parts, others = _PARTS.findall(name), _PARTS.findall(other)
    words, other_words = ([own for own in each if not own.isdigit()] for each in (parts, others))
    if not words or not other_words:
        return False
    return words == other_words or words[0] == other_words[0]


def _is_numbered(name: str) -> bool:
    return any(character.isdigit() for character in name)
