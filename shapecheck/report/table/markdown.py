"""The dimension table as Markdown, as GitHub renders it."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from shapecheck.architecture import Cost, Quantity, Table
from shapecheck.report._rows import Layers, Row, hidden, human_bytes, number, selected, selected_rows, verdict_line

__all__ = ["write"]

_COSTS = "layer", "parameters", "memory of W, b", "of Z, A", "of gradients", "multiply-adds forward", "backward"


def write(table: Table, out: TextIO, *, show: str, layers: Layers) -> None:
    """Write the quantities beside their gradients, the broadcasts, the costs, and how many checks hold."""
    rows = list(selected_rows(table, show, layers))
    _, _, broadcasts, costs = selected(table, show, layers)
    batch = f"{number(table.batch)} example{'' if table.batch == 1 else 's'}"
    out.write(f"## Dimensions of {_code(table.architecture.text)}, {batch}\n\n")
    if show != "backward":
        _write_table(
            out,
            ("quantity", "shape", "with the sizes", "formula"),
            [_shapes(row.quantity) for row in rows if row.quantity is not None],
        )
    if show != "forward":
        gradients = [_backward(row) for row in rows if row.gradient is not None]
        _write_table(out, ("gradient", "shape", "with the sizes", "formula", "dim(dX) = dim(X)"), gradients)
    if broadcasts:
        cells = (
            (
                _code(item.operand),
                _code(item.source),
                _code(item.target),
                ", ".join(map(str, item.axes)),
                _code(item.undone_by),
            )
            for item in broadcasts
        )
        _write_table(out, ("broadcast", "from", "to", "along axis", "undone by"), cells)
    if costs:
        totals = [] if table.total is None else [table.total]
        _write_table(out, _COSTS, [_cost(cost) for cost in (*costs, *totals)], numbers=True)
        out.write("Memory in float64.\n\n")
    out.write(f"{verdict_line(table)}{hidden(show, layers)}.\n")


def _write_table(out: TextIO, headings: Sequence[str], rows: Iterable[Iterable[str]], *, numbers: bool = False) -> None:
    rule = ["---:" if numbers else "---"] * len(headings)
    for row in (headings, rule, *rows):
        out.write(f"| {' | '.join(row)} |\n")
    out.write("\n")


def _code(text: object) -> str:
    """Give text in code style, in which nothing but the bar between cells has a meaning."""
    return f"`{text}`".replace("|", "\\|") if str(text) else ""


def _shapes(item: Quantity) -> tuple[str, str, str, str]:
    return _code(item.name), _code(item.symbolic), _code(item.shape), _code(item.formula)


def _backward(row: Row) -> tuple[str, ...]:
    assert row.gradient is not None
    return *_shapes(row.gradient), "" if row.verdict is None else row.verdict.value


def _cost(cost: Cost) -> tuple[str, ...]:
    return (
        "all" if cost.layer is None else str(cost.layer),
        _plain(number(cost.parameters, whole=True)),
        _plain(human_bytes(cost.parameter_memory, whole=True)),
        _plain(human_bytes(cost.activation_memory, whole=True)),
        _plain(human_bytes(cost.gradient_memory, whole=True)),
        _plain(number(cost.forward, whole=True)),
        _plain(number(cost.backward, whole=True)),
    )


def _plain(text: str) -> str:
    """Give a number as it is, and an expression, whose stars would be read as emphasis, in code style."""
    return _code(text) if "*" in text or "_" in text else text
