"""What an explanation consists of, as data."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

from shapecheck.core.array import Array
from shapecheck.core.broadcast import Fate, fates
from shapecheck.core.claims import Claim
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.diagnostics import Diagnostic
from shapecheck.language import Phrase, said, say
from shapecheck.ops.roles import broadcasts
from shapecheck.ops.values import Value

__all__ = ["Explanation", "Remark", "Step", "Stretch", "title_of"]

# What NumPy calls the operators, and what an index is called.
_TITLES = {
    "operator.sub": "subtract", "operator.mul": "multiply", "operator.truediv": "divide",
    "operator.floordiv": "floor_divide", "operator.mod": "remainder", "operator.pow": "power",
    "operator.and_": "bitwise_and", "operator.or_": "bitwise_or", "operator.xor": "bitwise_xor",
    "operator.lshift": "left_shift", "operator.rshift": "right_shift", "operator.neg": "negative",
    "operator.pos": "positive", "operator.abs": "absolute", "operator.eq": "equal", "operator.ne": "not_equal",
    "operator.lt": "less", "operator.le": "less_equal", "operator.gt": "greater", "operator.ge": "greater_equal",
    "operator.isub": Phrase("subtract in place"), "operator.imul": Phrase("multiply in place"),
    "operator.iadd": Phrase("add in place"),
    "operator.itruediv": Phrase("divide in place"), "operator.imatmul": Phrase("matmul in place"),
    "ndarray.__getitem__": Phrase("index"), "ndarray.__setitem__": Phrase("assign to an index"),
    "ndarray.__len__": "len",
    "ndarray.__bool__": Phrase("truth value"), "ndarray.__float__": "float", "ndarray.__int__": "int",
    "ndarray.__complex__": "complex",
}  # fmt: skip


def title_of(operation: str) -> str:
    """Give an operation's short name, for an operator that of NumPy's function.

    Examples
    --------
    >>> title_of("numpy.linalg.inv"), title_of("operator.sub"), title_of("ndarray.__getitem__")
    ('inv', 'subtract', 'index')
    """
    return _TITLES.get(operation) or operation.rpartition(".")[2].strip("_")


def _holds(expression: str, asked: Callable[[ast.AST], bool]) -> bool:
    """Tell whether some part of an operand, by its source, is what is asked for; an operand may have no source."""
    try:
        return any(map(asked, ast.walk(ast.parse(expression, mode="eval"))))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _adds_axis(node: ast.AST) -> bool:
    """Tell whether a part of an expression adds an axis on purpose."""
    match node:
        case ast.Subscript(slice=ast.Tuple(elts=keys)):
            return any(map(_is_new, keys))
        case ast.Subscript(slice=key):
            return _is_new(key)
        case ast.Call(ast.Attribute(attr="expand_dims") | ast.Name(id="expand_dims")):
            return True
    return False


def _is_new(key: ast.expr) -> bool:
    match key:
        case ast.Constant(None) | ast.Attribute(attr="newaxis") | ast.Name(id="newaxis"):
            return True
    return False


def _keeps_axis(node: ast.AST) -> bool:
    match node:
        case ast.keyword(arg="keepdims", value=ast.Constant(True)):
            return True
    return False


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
        """The operation's short name, for an operator that of NumPy's function: `dot`, `matmul`, `reshape`."""
        return title_of(self.operation)

    @property
    def broadcasts(self) -> bool:
        """Whether the operation broadcasts its operands element by element."""
        return broadcasts(self.form)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Each operand with its fate, where the operation broadcasts its operands and stretches one of them."""
        if not self.broadcasts or not isinstance(self.result, Array):
            return ()
        result = self.result.shape
        found = tuple(Stretch(operand, result, fates(operand.shape, result)) for operand in self.operands)
        return found if any(set(stretch.fates) - {Fate.KEPT} for stretch in found) else ()

    @property
    def _repeated(self) -> tuple[Stretch, ...]:
        return tuple(stretch for stretch in self.stretches if stretch.operand.shape.rank and stretch.axes)

    @property
    def crossed(self) -> bool:
        """Whether two operands are each repeated along an axis that only the other has, meant or not."""
        return len(self._repeated) > 1

    @property
    def both_stretched(self) -> bool:
        """Whether two operands are each repeated along an axis that only the other has: rarely what was meant.

        Where an operand was given a new axis in the expression itself, it was meant; where one was kept, it was if
        the sizes that meet are different ones: `(n, 1)` and `(k,)` are all pairs, `(m, 1)` and `(m,)` a mistake.
        """
        repeated = self._repeated
        if len(repeated) < 2 or any(_holds(stretch.operand.name, _adds_axis) for stretch in repeated):
            return False
        sizes = {str(stretch.result.before[axis]) for stretch in repeated for axis in stretch.axes}
        return len(sizes) == 1 or not any(_holds(stretch.operand.name, _keeps_axis) for stretch in repeated)

    @property
    def stretched_text(self) -> str:
        """What broadcasting does to several operands at once: `... are stretched to (m, m): Y (m, 1) and A (m,)`."""
        repeated = self._repeated
        operands = [f"{said(own.operand.name) or say('the other')} {own.operand.shape}" for own in repeated]
        names = reduce(lambda left, right: say("{left} and {right}", left=left, right=right), operands)
        shape = repeated[0].result
        if len(repeated) == 2:
            return say("both operands are stretched to {shape}: {names}", shape=shape, names=names)
        return say("several operands are each stretched to {shape}: {names}", shape=shape, names=names)

    @property
    def undecided(self) -> bool:
        """Whether something is left open: sizes that it depends on, or whether it was meant."""
        return self.verdict is Verdict.UNKNOWN or self.both_stretched


@dataclass(frozen=True, slots=True)
class Remark:
    """What to know about a step that is possible.

    Parameters
    ----------
    step : Step
        The step.
    text : str
        What it depends on, or what it does that is rarely meant.
    warning : bool
        Whether it is probably a mistake; otherwise it depends on sizes.
    help : str or None
        What to write instead; only where it was tried on the shapes and fits.
    """

    step: Step
    text: str
    warning: bool
    help: str | None = None


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
    remarks : tuple of Remark
        What steps depend on, and warnings; given by `explain` only.
    place : tuple of int or None
        Where it fails: a line and a column, the last line and the column behind, as in a step.
    """

    expression: str
    names: tuple[Array, ...]
    steps: tuple[Step, ...]
    result: Value
    failure: Diagnostic | None = None
    remarks: tuple[Remark, ...] = ()
    place: tuple[int, int, int, int] | None = None

    @property
    def verdict(self) -> Verdict:
        """YES: possible for all sizes. NO: it fails. UNKNOWN: it depends on the conditions of some step."""
        if self.failure is not None:
            return Verdict.NO
        return Verdict.UNKNOWN if any(step.verdict is Verdict.UNKNOWN for step in self.steps) else Verdict.YES
