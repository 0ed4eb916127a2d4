"""Numbers for the sizes of a contract: distinct names have distinct numbers, and all that is needed holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import eq, ge, gt, le, lt, ne
from typing import Final

from shapecheck.core.dim import Dim, Size, evaluate, index_of, symbol_in, symbols_of
from shapecheck.core.matching.solve import solve
from shapecheck.core.notation.contract import Need, Relation
from shapecheck.core.terms import Symbol

__all__ = ["Choose", "Sizes", "Unfit"]

Choose = Callable[[Sequence[int]], int]
"""Gives one of some numbers, which are sorted."""

_LEAST = 2  # of a size with a name: 1 broadcasts, and hides what does not fit
_CHOICES = 12
_RELATIONS: Final = {"=": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


class Unfit(Exception):
    """Signal: the numbers that were chosen do not satisfy the contract; others may."""


class Sizes:
    """Numbers for names, chosen when they are first asked for.

    Parameters
    ----------
    choose : callable
        Makes the choices.
    needs : iterable of Need
        What must hold. A name that an equation can be solved for is what the equation says.
    counts : iterable of str
        Names of numbers of layers.
    layers : range
        The numbers of layers to choose from.
    taken : iterable of int
        Sizes that the contract has as numbers; no name has one of them.
    """

    def __init__(
        self, choose: Choose, needs: Iterable[Need], counts: Iterable[str], layers: range, taken: Iterable[int]
    ) -> None:
        self._choose = choose
        self._needs = tuple(needs)
        self._chosen: dict[str, int] = {}
        self._taken = set(taken)
        self._least = dict(_bounds(self._needs))
        for name in sorted(set(counts)):
            self._chosen[name] = choose(layers)
        self._taken |= set(self._chosen.values())
        self._solved: dict[str, Size] = {}
        self._being_solved: set[str] = set()
        for need in self._needs:
            if need.relation == "=":
                self._solve(need)

    def __call__(self, size: Size) -> int:
        """Give the number that a size is; an axis must not be less than 0.

        Raises
        ------
        Unfit
            Where it is.
        """
        number = self.number(size)
        if number < 0:
            raise Unfit
        return number

    def number(self, size: Size) -> int:
        """Give the number that a size is, which may be less than 0.

        Raises
        ------
        Unfit
            Where it has none: a division by 0.
        """
        if not isinstance(size, Dim):
            return size
        try:
            return evaluate(size, {atom: self._of_symbol(atom) for atom in symbols_of(size)})
        except ZeroDivisionError:
            raise Unfit from None

    def fresh(self, *, greatest: bool = False) -> int:
        """Give a size that nothing else has; the greatest of all leaves more than 1 where something is cut off it."""
        least = max((*self._taken, _LEAST)) + 1 if greatest else _LEAST
        options = [size for size in range(least, least + _CHOICES + len(self._taken)) if size not in self._taken]
        size = self._choose(options)
        self._taken.add(size)
        return size

    def choose(self, options: Sequence[int]) -> int:
        """Give one of some numbers."""
        return self._choose(options)

    def check(self) -> None:
        """Ask what is needed.

        Raises
        ------
        Unfit
            Where it does not hold.
        """
        for need in self._needs:
            if not _RELATIONS[need.relation](self.number(need.left), self.number(need.right)):
                raise Unfit

    def _key(self, atom: Symbol) -> str:
        index = index_of(atom)
        return atom.name if index is None else f"{atom.name}[{self.number(index)}]"

    def _of_symbol(self, atom: Symbol) -> int:
        key = self._key(atom)
        if key in self._solved and key not in self._being_solved:
            self._being_solved.add(key)
            self._chosen[key] = self(self._solved.pop(key))
            self._being_solved.remove(key)
        elif key not in self._chosen:
            least = self._least.get(key, _LEAST)
            count = _CHOICES + len(self._taken)
            self._chosen[key] = self._choose([s for s in range(least, least + count) if s not in self._taken])
        self._taken.add(self._chosen[key])
        return self._chosen[key]

    def _solve(self, need: Need) -> None:
        """Note which name an equation says; one that says no name is asked at the end, like other needs."""
        for atom, size in solve(need.left, need.right):
            key = self._key(atom)
            if key not in self._chosen and key not in self._solved:
                self._solved[key] = size
                return


def _bounds(needs: Iterable[Need]) -> Iterable[tuple[str, int]]:
    """Give the names that must be at least a number, and the number."""
    for need in needs:
        left, right, relation = need.left, need.right, need.relation
        if isinstance(right, Dim) and relation in {"<", "<="}:
            turned: Relation = ">" if relation == "<" else ">="
            left, right, relation = right, left, turned
        atom = symbol_in(left) if isinstance(left, Dim) else None
        if atom is not None and atom.index is None and isinstance(right, int) and relation in {">", ">="}:
            yield atom.name, max(right + (relation == ">"), _LEAST)
