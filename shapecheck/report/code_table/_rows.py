"""What of a program's dimension table all formats say alike."""

from collections.abc import Iterator, Mapping, Sequence

from shapecheck.core import Verdict
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.infer.induction.quantity import LAYER, Operand, Quantity, Step
from shapecheck.infer.induction.table import CodeTable, Instance, instances

__all__ = [
    "Sizes",
    "check_of",
    "closing",
    "conditions_of",
    "layers_of",
    "name_of",
    "numbered",
    "operand_text",
    "shape_text",
    "step_text",
    "stretches",
    "verdict_of",
]

_ARROW = "->"
_NOTHING = ": nothing is checked but the operations, as no gradient of these arrays is assigned"

Sizes = tuple[Sequence[Size], Size | None, Mapping[str, Size]] | None
"""Those of the layers, the number of examples, and others by name; None for symbols alone."""


def name_of(row: Quantity) -> str:
    """Give a quantity with the layer that it is of: `W[l]`."""
    return row.name if row.index is None else f"{row.name}[{row.index}]"


def layers_of(row: Quantity) -> str:
    """Say at which layers a quantity is: `l = 1..L`."""
    if not row.is_family:
        return ""
    return f"{LAYER} = {row.low}" if row.low == row.high else f"{LAYER} = {row.low}..{row.high}"


def check_of(row: Quantity) -> str:
    """Give what is checked of a gradient: `dim(dW) = dim(W)`."""
    return f"dim({row.name}) = dim({row.gradient_of})" if row.gradient_of else ""


def verdict_of(row: Quantity) -> Verdict | None:
    """Give the verdict on a quantity: no where an operation of it fails; None where nothing is checked."""
    return Verdict.NO if row.fails else row.verdict


def operand_text(operand: Operand) -> str:
    """Give the shape of an operand, and how it is broadcast: `(n[l], 1) broadcast along axis 1`."""
    shape = shape_text(operand.shape)
    return f"{shape} broadcast along axis {' and '.join(map(str, operand.axes))}" if operand.axes else shape


def step_text(step: Step) -> str:
    """Give the shapes before and after an operation: `(n[l], m), (m, n[l-1]) -> (n[l], n[l-1])`."""
    result = "fails" if step.result is None else shape_text(step.result)
    before = ", ".join(map(operand_text, step.operands))
    return f"{before} {_ARROW} {result}" if before else f"{_ARROW} {result}"


def stretches(rows: Sequence[Quantity]) -> Iterator[tuple[Quantity, Operand]]:
    """Give each operand that is broadcast, with the quantity that it is an operand of."""
    for row in rows:
        yield from ((row, operand) for step in row.steps for operand in step.operands if operand.stretched is not None)


def numbered(table: CodeTable, sizes: Sizes) -> list[Instance]:
    """Give the quantities with their sizes as numbers; none where no sizes are given."""
    return [] if sizes is None else instances(table, *sizes)


def closing(table: CodeTable) -> list[str]:
    """Say what of a table holds, and what does not: the last line is what is proved."""
    found = [verdict_of(row) for row in table.checks]
    counts = {verdict: found.count(verdict) for verdict in Verdict}
    said = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
    checks = len(table.checks)
    line = f"{checks} check{'' if checks == 1 else 's'} of dim(dX) = dim(X)" + (f": {said}" if said else _NOTHING)
    if table.verdict is Verdict.YES:
        return [line, f"proved for every {', '.join(table.symbols)}{_where(table)}"]
    places = [f"line {own.line}: {own.reason}" if own.line else own.reason for own in table.obstructions]
    wrong = "not right for every number of layers" if table.has_layers else "not right"
    head = wrong if table.verdict is Verdict.NO else "not proved"
    return [line, *places, head]


def conditions_of(table: CodeTable) -> list[str]:
    """Give what the program asserts of its sizes, each with its place: `n[L] = 1 (line 27: AL.shape == (1, m))`."""
    return [
        f"{own.size} = {own.number}"
        + (f" for {LAYER} = {own.low}..{own.high}" if own.is_family else "")
        + (f" (line {own.line}: {own.text})" if own.line else f" ({own.text})")
        for own in table.conditions
    ]


def _where(table: CodeTable) -> str:
    """Say for which sizes it is proved: what the program asserts, and which given arrays must have two equal axes."""
    asserted = dict.fromkeys(f"{own.size} = {own.number}" for own in table.conditions)
    said = f", where {' and '.join(asserted)}" if asserted else ""
    return said + _alike(table, " and" if said else ", where")


def _alike(table: CodeTable, head: str) -> str:
    """Say which of the given arrays must have two equal axes."""
    alike = [
        name
        for name, shape in table.arguments
        if len({*shape.before} - {1}) < len(shape.before) - shape.before.count(1)
    ]
    return f"{head} {' and '.join(alike)} {'has' if len(alike) == 1 else 'have'} equal axes" if alike else ""


def shape_text(shape: Shape) -> str:
    """Give a shape, `?` where it is not known."""
    return "?" if shape.rank is None else str(shape)
