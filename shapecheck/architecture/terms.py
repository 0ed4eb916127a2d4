"""A formula of the lesson taken apart, with the shape of each part: what is set under the factors.

The shapes are those that the rules give when the formula is evaluated; none is written here.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from shapecheck.core.array import Array
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.expressions.source import parse
from shapecheck.infer.lines import evaluate
from shapecheck.ops.values import Value

__all__ = ["Form", "Term", "factors", "read_term"]


class Form(Enum):
    """What a part of a formula is; the value is how a binary operation is written, else empty."""

    NAME = "name"
    NUMBER = "number"
    PRODUCT = "matrix product"
    TIMES = "product element by element"
    SCALED = "product with a number"
    PLUS = "sum"
    MINUS = "difference"
    OVER = "quotient"
    NEGATIVE = "negative"
    TRANSPOSED = "transpose"
    APPLIED = "function of each element"
    SUMMED = "sum over an axis, which is kept"


@dataclass(frozen=True, slots=True)
class Term:
    """A part of a formula.

    Parameters
    ----------
    form : Form
        What it is.
    text : str
        The name, the number, or the function: `W[l]`, `1`, `g`.
    parts : tuple of Term
        What it is made of.
    shape : Shape
        Its shape; `()` for a number.
    axis : int or None
        Of a sum the axis that is summed.
    """

    form: Form
    text: str
    parts: tuple["Term", ...]
    shape: Shape
    axis: int | None = None

    @property
    def is_number(self) -> bool:
        """Whether it is a number: it has no axes."""
        return self.shape.rank == 0

    def mapped(self, text: Callable[[str], str], shape: Callable[[Shape], Shape]) -> "Term":
        """Give the same with other names and sizes: those of one layer."""
        parts = tuple([part.mapped(text, shape) for part in self.parts])
        return Term(self.form, text(self.text), parts, shape(self.shape), self.axis)


_PRIME = "g_prime"  # as it is written where g' is no name
_BINARY: Mapping[type[ast.operator], Form] = {
    ast.MatMult: Form.PRODUCT, ast.Mult: Form.TIMES, ast.Add: Form.PLUS, ast.Sub: Form.MINUS, ast.Div: Form.OVER,
}  # fmt: skip


def read_term(formula: str, names: Mapping[str, Value]) -> tuple[Term, Verdict]:
    """Take a formula apart; give it with the verdict on whether it is possible for all sizes.

    Parameters
    ----------
    formula : str
        As `formulas` has it: `W[l] @ A[l-1] + b[l]`.
    names : mapping of str to Value
        The arrays and sizes that it is made of.

    Raises
    ------
    ValueError
        If the shapes do not fit.
    """
    source = formula.replace("g'(", f"{_PRIME}(")
    tree = parse(source)
    assert isinstance(tree, ast.expr)
    found = evaluate(source, tree, names)
    if found.failure is not None:
        raise ValueError(f"{formula}: {found.failure}")
    shapes = {
        (step.column, step.end_column): step.result.shape for step in found.steps if isinstance(step.result, Array)
    }
    return _term(tree, names, shapes), found.verdict


def _term(node: ast.expr, names: Mapping[str, Value], shapes: Mapping[tuple[int, int], Shape]) -> Term:
    # What no step gave an array for is a number: `1/m`.
    shape = shapes.get((node.col_offset, node.end_col_offset or 0), SCALAR)
    match node:
        case ast.BinOp(left, sign, right):
            parts = _term(left, names, shapes), _term(right, names, shapes)
            form = _BINARY[type(sign)]
            if form is Form.TIMES and any(part.is_number for part in parts):
                form = Form.SCALED
            return Term(form, "", parts, shape)
        case ast.UnaryOp(ast.USub(), operand):
            return Term(Form.NEGATIVE, "", (_term(operand, names, shapes),), shape)
        case ast.Attribute(owner, "T"):
            return Term(Form.TRANSPOSED, "", (_term(owner, names, shapes),), shape)
        case ast.Call(ast.Name(name), [argument]):
            text = "g[l]'" if name == _PRIME else f"{name}[l]"
            return Term(Form.APPLIED, text, (_term(argument, names, shapes),), shape)
        case ast.Call(_, [argument], keywords):
            axis = next(ast.literal_eval(keyword.value) for keyword in keywords if keyword.arg == "axis")
            return Term(Form.SUMMED, "sum", (_term(argument, names, shapes),), shape, axis)
        case ast.Constant(value):
            return Term(Form.NUMBER, str(value), (), SCALAR)
        case _:
            text = ast.unparse(node).replace(" ", "")
            known = names.get(text)
            return Term(Form.NAME, text, (), known.shape if isinstance(known, Array) else SCALAR)


def factors(term: Term) -> Iterator[Term]:
    """Give the parts under which a shape is set: the arrays of a formula, transposed or applied to as they stand."""
    if term.form in {Form.NAME, Form.TRANSPOSED, Form.APPLIED}:
        yield term
    else:
        for part in term.parts:
            yield from factors(part)
