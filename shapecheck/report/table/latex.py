r"""The dimension table as LaTeX: fragments that need `\usepackage{longtable}` and nothing else."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from shapecheck.architecture import Cost, Quantity, Stretching, Table
from shapecheck.language import Phrase, say
from shapecheck.report._latex import latex_formula, latex_name, latex_text
from shapecheck.report._rows import Layers, hidden, human_bytes, number, selected, selected_rows, verdict_line
from shapecheck.report._words import word_of, words

__all__ = ["write"]

_FORWARD = Phrase("quantity"), Phrase("shape"), Phrase("with the sizes"), Phrase("formula")
_BACKWARD = Phrase("gradient"), *_FORWARD[1:], r"$\dim(dX) = \dim(X)$"
_BROADCASTS = Phrase("broadcast"), Phrase("from"), Phrase("to"), Phrase("along axis"), Phrase("undone by")
_COSTS = (
    Phrase("layer"),
    Phrase("parameters"),
    Phrase("memory of $W, b$"),
    Phrase("of $Z, A$"),
    Phrase("of gradients"),
    Phrase("multiply-adds"),
    Phrase("backward"),
)


def write(table: Table, out: TextIO, *, show: str, layers: Layers) -> None:
    """Write the quantities beside their gradients, the broadcasts, the costs, and how many checks hold."""
    rows = list(selected_rows(table, show, layers))
    _, _, broadcasts, costs = selected(table, show, layers)
    out.write(say("% needs {package}", package=r"\usepackage{longtable}") + "\n")
    out.write(f"% shapecheck table --dims {table.architecture.text}\n")
    if show != "backward":
        _write_table(out, "llll", _FORWARD, [_shapes(row.quantity) for row in rows if row.quantity is not None])
    if show != "forward":
        gradients = [(row.gradient, row.verdict) for row in rows]
        cells = [(*_shapes(item), word_of(verdict)) for item, verdict in gradients if item is not None]
        _write_table(out, "lllll", _BACKWARD, cells)
    if broadcasts:
        _write_table(out, r"llllp{0.4\linewidth}", _BROADCASTS, [_broadcast(item) for item in broadcasts])
    if costs:
        totals = [] if table.total is None else [table.total]
        _write_table(out, "rrrrrrr", _COSTS, [_cost(cost) for cost in (*costs, *totals)])
        out.write(say("Memory in float64; multiply-adds of the forward and of the backward pass.") + "\n\n")
    out.write(say("{sentence}.", sentence=verdict_line(table) + hidden(show, layers)) + "\n")


def _write_table(out: TextIO, columns: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    out.write(f"\\begin{{longtable}}{{{columns}}}\n{' & '.join(map(words, headings))} \\\\ \\hline \\endhead\n")
    for row in rows:
        out.write(f"{' & '.join(row)} \\\\\n")
    out.write("\\end{longtable}\n\n")


def _shapes(item: Quantity) -> tuple[str, str, str, str]:
    formula = f"${latex_formula(item.formula)}$" if item.formula else ""
    return _name(item.name), _name(item.symbolic), _name(item.shape), formula


def _name(text: object) -> str:
    return f"${latex_name(str(text))}$"


def _broadcast(item: Stretching) -> tuple[str, ...]:
    name, _, formula = item.undone_by.partition(" = ")
    undone = f"${latex_name(name)} = {latex_formula(formula)}$"
    return _name(item.operand), _name(item.source), _name(item.target), ", ".join(map(str, item.axes)), undone


def _cost(cost: Cost) -> tuple[str, ...]:
    memory = (cost.parameter_memory, cost.activation_memory, cost.gradient_memory)
    return (
        say("all") if cost.layer is None else latex_text(str(cost.layer)),
        _number(number(cost.parameters, whole=True)),
        *(_number(human_bytes(size, whole=True)) for size in memory),
        _number(number(cost.forward, whole=True)),
        _number(number(cost.backward, whole=True)),
    )


def _number(text: str) -> str:
    """Give a number as it is, and an expression in mathematics; the unit stays upright."""
    amount, space, unit = text.rpartition(" ") if text.endswith("B") else (text, "", "")
    if amount.replace(",", "").replace(".", "").isdecimal():
        return text
    return f"${latex_name(amount).replace(',', '{,}')}${space}{unit}"
