"""What of a program's dimension table all formats say alike."""

from collections.abc import Iterator, Mapping, Sequence

from shapecheck.core import Verdict
from shapecheck.core.dim import Size
from shapecheck.core.shape import Shape
from shapecheck.infer.induction.quantity import LAYER, Operand, Quantity, Step
from shapecheck.infer.induction.table import CodeTable, Instance, instances
from shapecheck.language import Phrase, say
from shapecheck.report._words import counted, listed, words

__all__ = [
    "BROADCASTS",
    "HEADINGS",
    "SIZES",
    "STEPS",
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

HEADINGS = (
    Phrase("line"),
    Phrase("quantity"),
    Phrase("layers"),
    Phrase("shape"),
    Phrase("expression"),
    "dim(dX) = dim(X)",
)
STEPS = Phrase("quantity"), Phrase("step"), Phrase("shapes before and after")
SIZES = Phrase("quantity"), Phrase("shape"), Phrase("with the sizes")
BROADCASTS = Phrase("quantity"), Phrase("broadcast"), Phrase("from"), Phrase("to"), Phrase("along axis")

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
    return say("{shape} broadcast along axis {axes}", shape=shape, axes=listed(operand.axes)) if operand.axes else shape


def step_text(step: Step) -> str:
    """Give the shapes before and after an operation: `(n[l], m), (m, n[l-1]) -> (n[l], n[l-1])`."""
    result = say("fails") if step.result is None else shape_text(step.result)
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
    verdicts = counted(counts)
    match len(table.checks):
        case 0:
            line = say("0 checks of dim(dX) = dim(X): only the operations are checked, no gradient is assigned")
        case 1:
            line = say("1 check of dim(dX) = dim(X): {verdicts}", verdicts=verdicts)
        case checks:
            line = say("{count} checks of dim(dX) = dim(X): {verdicts}", count=checks, verdicts=verdicts)
    if table.verdict is Verdict.YES:
        return [line, _proved(table)]
    places = [
        say("line {line}: {reason}", line=own.line, reason=own.reason) if own.line else words(own.reason)
        for own in table.obstructions
    ]
    if table.verdict is not Verdict.NO:
        return [line, *places, say("not proved")]
    return [line, *places, say("wrong for some number of layers") if table.has_layers else say("wrong")]


def conditions_of(table: CodeTable) -> list[str]:
    """Give what the program asserts of its sizes, each with its place: `n[L] = 1 (line 27: AL.shape == (1, m))`."""
    found = []
    for own in table.conditions:
        text = f"{own.size} = {own.number}"
        if own.is_family:
            text = say("{condition} for {layers}", condition=text, layers=f"{LAYER} = {own.low}..{own.high}")
        place = say("line {line}: {code}", line=own.line, code=own.text) if own.line else own.text
        found.append(f"{text} ({place})")
    return found


def _proved(table: CodeTable) -> str:
    """Word for which sizes the table is proved: what the program asserts, and which arrays must have equal axes."""
    names = ", ".join(table.symbols)
    conditions = list(dict.fromkeys(f"{own.size} = {own.number}" for own in table.conditions))
    conditions += [say("{array} has equal axes", array=name) for name in _alike(table)]
    if not conditions:
        return say("proved for every {names}", names=names)
    return say("proved for every {names}, if {conditions}", names=names, conditions=listed(conditions))


def _alike(table: CodeTable) -> list[str]:
    """Return those of the given arrays that must have two equal axes."""
    return [
        name
        for name, shape in table.arguments
        if len({*shape.before} - {1}) < len(shape.before) - shape.before.count(1)
    ]


def shape_text(shape: Shape) -> str:
    """Give a shape, `?` where it is not known."""
    return "?" if shape.rank is None else str(shape)
