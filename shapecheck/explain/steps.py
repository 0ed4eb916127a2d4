"""What an explanation consists of, as data."""

from dataclasses import dataclass

from shapecheck.core.array import Array
from shapecheck.core.broadcast import Fate, fates
from shapecheck.core.claims import Claim
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.diagnostics import Diagnostic
from shapecheck.ops.values import Value

__all__ = ["Explanation", "Step", "Stretch"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What broadcasting does to one operand of a step, axis by axis of the result."""

    operand: Array
    result: Shape
    fates: tuple[Fate, ...]

    @property
    def axes(self) -> tuple[int, ...]:
        """The axes of the result along which the operand is repeated."""
        return tuple(axis for axis, fate in enumerate(self.fates) if fate in {Fate.STRETCHED, Fate.ADDED})


@dataclass(frozen=True, slots=True)
class Step:
    """One operation of an expression.

    Parameters
    ----------
    text : str
        The sub-expression as written.
    operation : str
        The operation's full name: `numpy.dot`, `operator.add`.
    form : str
        Its rule in readable form.
    operands : tuple of Array
        Its array operands.
    result : Value
        What it gives.
    verdict : Verdict
        YES: it is possible for all sizes. NO: for none. UNKNOWN: it depends on `conditions`.
    conditions : tuple of Claim
        The claims that are not decided.
    line, column, end_line, end_column : int
        Where the sub-expression stands in the source, as `ast` counts: lines from 1, columns in bytes from 0.
    """

    text: str
    operation: str
    form: str
    operands: tuple[Array, ...]
    result: Value
    verdict: Verdict
    conditions: tuple[Claim, ...]
    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def title(self) -> str:
        """The operation's short name: `dot`, `add`, `reshape`."""
        return self.operation.rpartition(".")[2].strip("_")

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Each operand with its fate, where the operation broadcasts its operands and stretches one of them."""
        if not self.form.startswith(("(),()", "(),(),()")) or not isinstance(self.result, Array):
            return ()
        result = self.result.shape
        found = tuple(Stretch(operand, result, fates(operand.shape, result)) for operand in self.operands)
        return found if any(set(stretch.fates) - {Fate.KEPT} for stretch in found) else ()

    @property
    def both_stretched(self) -> bool:
        """Whether two operands are each stretched along an axis where the other is not: rarely what was meant."""
        return sum(1 for stretch in self.stretches if stretch.operand.shape.rank and stretch.axes) > 1


@dataclass(frozen=True, slots=True)
class Explanation:
    """An expression evaluated on shapes.

    Parameters
    ----------
    expression : str
        The expression as given.
    names : tuple of Array
        The arrays it was evaluated with.
    steps : tuple of Step
        The operations in the order in which they are done, up to and with one that fails.
    result : Value
        What the whole gives; meaningless when it fails.
    failure : Diagnostic or None
        The worded failure.
    """

    expression: str
    names: tuple[Array, ...]
    steps: tuple[Step, ...]
    result: Value
    failure: Diagnostic | None = None

    @property
    def verdict(self) -> Verdict:
        """YES: possible for all sizes. NO: it fails. UNKNOWN: it depends on the conditions of some step."""
        if self.failure is not None:
            return Verdict.NO
        return Verdict.UNKNOWN if any(step.verdict is Verdict.UNKNOWN for step in self.steps) else Verdict.YES
