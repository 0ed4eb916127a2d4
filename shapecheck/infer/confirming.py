"""A call that a contract refuses is run once more on what is known of it: only what fails in any case is told.

A contract may ask more than a call does: it is derived for all branches, with two axes where nobody says how many. So
the function is run on the arguments that are known, the others being anything, for each number of axes that these may
have. What must be reached and fails in all of these runs fails in the call.
"""

from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import product

from shapecheck.core.array import Array
from shapecheck.core.claims import Claim
from shapecheck.core.dim import Size, symbol_in, symbols_of
from shapecheck.infer.calls import run_function
from shapecheck.infer.frames import Frame
from shapecheck.infer.generic import Abandoned, Equations
from shapecheck.infer.machine import BudgetSpent, Machine, Raised
from shapecheck.infer.parameters import further_arguments, unknown_arguments
from shapecheck.infer.site import Site
from shapecheck.infer.uses import supposing
from shapecheck.infer.values import Function, Value
from shapecheck.ops.rule import Rule

__all__ = ["Failing", "failing"]

_STEPS = 6_000  # for one run
_MOST = 2  # arguments whose numbers of axes are open
_RANKS = range(5)


@dataclass(frozen=True, slots=True)
class Failing:
    """An operation that fails in a call.

    Parameters
    ----------
    site : Site
        Where.
    supposed : tuple of str
        The arguments that are supposed to have at most four axes.
    """

    site: Site
    supposed: tuple[str, ...]


def failing(machine: Machine, function: Function, known: Mapping[str, Value]) -> Failing | None:
    """Return what fails in a call of a function in which some arguments are known; None where that is not certain."""
    first = _run(machine, function, known, {})
    if first is None or first.failed is None or len(first.made) > _MOST:
        return None
    count = len(first.made)
    for ranks in product(_RANKS, repeat=count):
        other = _run(machine, function, known, dict(enumerate(ranks)))
        if other is None or other.failed is None or len(other.made) > count:
            return None
    return Failing(first.failed, tuple(dict.fromkeys(array.name for array in first.made)))


class _Strict(Equations):
    """What is known in one call: nothing is supposed but the numbers of axes that some arguments have."""

    __slots__ = ("_begun", "failed")

    def __init__(self, machine: Machine, ranks: Mapping[int, int]) -> None:
        super().__init__(machine, ranks)
        self._begun = machine.choices
        self.failed: Site | None = None

    def count(self, value: Value) -> int | None:  # noqa: ARG002
        """Return None: nobody says how many items there are."""
        return None

    def items(self, value: Value) -> list[Value] | None:  # noqa: ARG002
        """Return None: nobody says what the items are."""
        return None

    def beside(self, value: Value, arrays: Sequence[Array]) -> Value:  # noqa: ARG002
        """Return what stands beside an array as it is: it may have more axes than that."""
        return value

    def recovered(self, name: str, value: Value, frame: Frame) -> Value:  # noqa: ARG002
        """Return the value: what failed has no shape."""
        return value

    def compare_gradients(self, frame: Frame) -> None:
        """Say nothing of gradients."""

    def judged(self, rule: Rule, claims: Sequence[Claim], failed: Claim | None, site: Site) -> Claim | None:  # noqa: ARG002
        """Solve what claims need; note what fails, and end the run there, if it must be reached."""
        if failed is None:
            return super().apart(claims)
        if self._is_certain:
            self.failed = site
            raise Abandoned
        return failed

    def apart(self, claims: Sequence[Claim]) -> Claim | None:
        """Solve what claims need; none of them fails because of a name."""
        super().apart(claims)
        return None

    def agree(self, left: Sequence[Value], right: Sequence[Value], numbers: Container[int] = ()) -> bool:  # noqa: ARG002
        """Return True: what is asserted may hold."""
        return True

    @property
    def _is_certain(self) -> bool:
        """Whether what is being run is reached whatever the unknown arguments are, and nobody handles its errors."""
        machine = self._machine
        return machine.choices == self._begun and not machine.is_guarded and not machine.expected

    def _is_made_equal(self, left: Size, right: Size, exact: bool) -> bool:
        """Bind a free size to one that it must be; broadcasting leaves open what a size is."""
        if exact:
            left, right = self.size(left), self.size(right)
            for size, other in ((left, right), (right, left)):
                own = symbol_in(size)
                if own is not None and own.flexible and own not in symbols_of(other):
                    self._bind(own, other)
                    break
        return True


def _run(machine: Machine, function: Function, known: Mapping[str, Value], ranks: Mapping[int, int]) -> _Strict | None:
    """Run a function in which some arguments are known; None where it takes too long."""
    strict = _Strict(machine, ranks)
    try:
        with machine.quiet(), supposing(machine, strict, _STEPS), suppress(Raised):
            values = unknown_arguments(machine, function, known=known)
            run_function(machine, function, values, further_arguments(machine, function, known), None, None)
    except Abandoned:
        pass
    except BudgetSpent:
        return None
    except Exception as error:  # ours
        machine.failed(error, function.node, function.frame)
        return None
    return strict
