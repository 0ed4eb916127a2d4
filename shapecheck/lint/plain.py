"""Sizes in a finding have the names that the program gives them: `n`, where the analysis has met other ones called so.

Sizes that one finding is about and that are called alike are told apart by numbers, counted anew in each finding.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, index_of, substitute, symbol, symbols_of
from shapecheck.core.terms import Symbol
from shapecheck.lint.rule import Problem, worded

__all__ = ["plainly"]

_WORD = re.compile(r"\w+")


def plainly(problem: Problem, plain: Callable[[str], str], source: str) -> tuple[Problem, Callable[[str], str]]:
    """Return a problem with plain names of sizes, and what puts them into a text that is said of it.

    Parameters
    ----------
    problem : Problem
        The problem.
    plain : callable
        Gives the name that the program has for a symbol.
    source : str
        The program: what is a word of it is left as it is.
    """
    sizes = dict.fromkeys(own.name for own in _symbols(problem))
    numbered = [name for name in sizes if plain(name) != name]
    if not numbered:
        return problem, str
    words = set(_WORD.findall(source))
    names = _names({name: plain(name) for name in numbered if name not in words}, set(sizes))

    def change(size: Size) -> Size:
        found: dict[Symbol | Dim, Size] = {
            own: symbol(names[own.name], index_of(own), flexible=own.flexible, may_be_zero=own.may_be_zero)
            for own in symbols_of(size)
            if own.name in names
        }
        return substitute(size, found) if found else size

    def text(line: str) -> str:
        return worded(line, names)

    def renamed(operand: Array) -> Array:
        origins = (None if own is None else replace(own, text=text(own.text)) for own in operand.origins)
        return replace(operand.map(change), origins=tuple(origins))

    changed = replace(
        problem,
        message=text(problem.message),
        operands=tuple(map(renamed, problem.operands)),
        marks=tuple((node, operand.map(change)) for node, operand in problem.marks),
        notes=tuple(map(text, problem.notes)),
    )
    return changed, text


def _symbols(problem: Problem) -> Iterator[Symbol]:
    for operand in (*problem.operands, *(operand for _, operand in problem.marks)):
        for size in (*operand.shape.before, *operand.shape.after):
            yield from symbols_of(size)


def _names(plain: Mapping[str, str], sizes: set[str]) -> Mapping[str, str]:
    """Return a name for each size of a plain name, which no other one of the sizes has."""
    taken = sizes - plain.keys()
    found: dict[str, str] = {}
    for name, own in plain.items():
        found[name] = next(each for each in _numbered(own) if each not in taken)
        taken.add(found[name])
    return found


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{number}" for number in count(2))
