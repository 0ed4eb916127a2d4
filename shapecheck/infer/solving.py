"""What operations need of sizes in a trial: equations that are solved, and hold from there on."""

from collections.abc import Container, Sequence
from typing import Any

from shapecheck.core.array import Array, Axis
from shapecheck.core.claims import Agree, Claim
from shapecheck.core.dim import Dim, Size, substitute, symbol_in, symbols_of
from shapecheck.core.terms import Symbol
from shapecheck.infer.machine import BudgetSpent, Machine
from shapecheck.infer.promising import pairs
from shapecheck.infer.special import solved_from
from shapecheck.infer.uses import Uses
from shapecheck.infer.values import Value

__all__ = ["Abandoned", "Sizes"]


class Abandoned(BudgetSpent):
    """Signal: what was supposed does not hold, so that the trial says nothing."""


class Sizes(Uses):
    """The sizes of one trial: those that are known by now, and what is needed of others.

    Cells hold what a size is equal to, so that what a branch supposes is taken back with it.

    Parameters
    ----------
    machine : Machine
        What makes the trial.
    hasty : bool
        Whether the trial may end at the first failure, as only that is asked.
    """

    __slots__ = ("_hasty", "_machine", "_sizes", "_tied", "failures")

    def __init__(self, machine: Machine, *, hasty: bool = False) -> None:
        super().__init__()
        self._hasty = hasty
        self._machine = machine
        self._sizes: set[Symbol] = set()  # of what was taken as an array
        self._tied: list[tuple[Symbol, Size]] = []  # what was ever equal, also in a branch or turn that is over
        self.failures = 0

    def solved(self, value: Any) -> Any:
        """Return a value with the sizes that are known by now in place of those that they are equal to."""
        if isinstance(value, Array):
            found = value.map(self.size)
            if found.shape == value.shape:
                return value
            self._machine.origins.hand_on(value, found)
            return found
        if isinstance(value, Dim):
            return self.size(value)
        return tuple(map(self.solved, value)) if type(value) is tuple else value

    def size(self, size: Size) -> Size:
        """Return a size with what is known of its symbols in place of them."""
        while isinstance(size, Dim):
            names: dict[Symbol | Dim, Size] = {own: self.cells[own] for own in symbols_of(size) if own in self.cells}
            if not names:
                return size
            size = substitute(size, names)
        return size

    def _fail(self) -> None:
        """Count a failure."""
        self.failures += 1
        if self._hasty:
            raise Abandoned

    def apart(self, claims: Sequence[Claim]) -> Claim | None:
        """Solve what claims need; return the first that needs what the program names apart to be equal."""
        return next(
            (
                claim
                for claim in claims
                for pair in pairs(claim)
                if not self._is_made_equal(*pair) and not self._may_be_one(claim)
            ),
            None,
        )

    def _may_be_one(self, claim: Claim) -> bool:
        """Tell whether a size is asked to be 1 by an operand that fits no other way: then it may well be 1."""
        if not isinstance(claim, Agree) or 1 not in {self.size(claim.left.size), self.size(claim.right.size)}:
            return False
        one, other = claim.left, claim.right
        if self.size(one.size) != 1:
            one, other = other, one
        if not isinstance(one, Axis):
            return True
        sizes = [self.size(size) for size in one.operand.shape.before]
        return self.size(other.size) not in sizes[: one.axis] + sizes[one.axis + 1 :]

    def agree(self, left: Sequence[Value], right: Sequence[Value], numbers: Container[int] = ()) -> bool:
        """Solve that two shapes are equal; tell whether they can be.

        At the axes of `numbers` the program itself says which number a size is.
        """
        plain = all(isinstance(size, (int, Dim)) for size in (*left, *right))
        if not plain:
            return True
        fits = len(left) == len(right) and all(
            (axis in numbers and self._is_number(*pair)) or self._is_made_equal(*pair, True)
            for axis, pair in enumerate(zip(left, right, strict=True))
        )
        if not fits:
            self._fail()
        return fits

    def _is_number(self, left: Size, right: Size) -> bool:
        """Let one of two sizes be the number that the other one is; tell whether it can be."""
        left, right = self.size(left), self.size(right)
        own, number = (symbol_in(left), right) if type(right) is int else (symbol_in(right), left)
        if own is None or type(number) is not int:
            return False
        self._bind(own, number)
        return True

    def _is_made_equal(self, left: Size, right: Size, exact: bool) -> bool:
        left, right = self.size(left), self.size(right)
        if left == right or (not exact and 1 in {left, right}):
            return True
        if type(left) is int and type(right) is int:
            return False
        symbols = [symbol_in(left), symbol_in(right)]
        for own, other in zip(symbols, (right, left), strict=True):
            if own is not None and own.flexible and own not in symbols_of(other):
                if exact and other == 1 and own in self._machine.symbols.said:
                    return False
                self._bind(own, other)
                return True
        for own, other in zip(symbols, (right, left), strict=True):
            if own is not None and isinstance(other, int) and other != 1:
                self._bind(own, other)
                return True
        reduced = solved_from(left, right, self._machine.symbols.size) if None in symbols else None
        if reduced is not None:
            return self._is_made_equal(*reduced, exact=True)
        # Both are named by the program, or one of them is and the other one is 1.
        return (None in symbols and 1 not in {left, right}) or self._machine.symbols.agree(left, right)

    def _bind(self, own: Symbol, size: Size) -> None:
        self._tied.append((own, size))
        self._machine.journal.write(self, own, size)

    def _was_said(self, own: Symbol) -> bool:
        """Tell whether a size was ever equal to one that the program names, or to a number, by way of any others."""
        found, waiting = {own}, [own]
        while waiting:
            here = waiting.pop()
            for one, size in self._tied:
                parts = {one, *symbols_of(size)}
                if here not in parts:
                    continue
                if len(parts) == 1 or any(not part.flexible for part in parts):
                    return True
                waiting += parts - found
                found |= parts
        return False
