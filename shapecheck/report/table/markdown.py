"""The dimension table as Markdown, as GitHub renders it."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from shapecheck.architecture import Cost, Quantity, Table
from shapecheck.language import Phrase, say
from shapecheck.report._rows import Layers, Row, hidden, human_bytes, number, selected, selected_rows, verdict_line
from shapecheck.report._words import word_of, words

__all__ = ["write"]

_COSTS = (
    Phrase("layer"),
    Phrase("parameters"),
    Phrase("memory of W, b"),
    Phrase("of Z, A"),
    Phrase("of gradients"),
    Phrase("multiply-adds forward"),
    Phrase("backward"),
)
_QUANTITY = Phrase("quantity"), Phrase("shape"), Phrase("with the sizes"), Phrase("formula")
_GRADIENT = Phrase("gradient"), *_QUANTITY[1:], "dim(dX) = dim(X)"
_BROADCAST = Phrase("broadcast"), Phrase("from"), Phrase("to"), Phrase("along axis"), Phrase("undone by")


def write(table: Table, out: TextIO, *, show: str, layers: Layers) -> None:
    """Write the quantities beside their gradients, the broadcasts, the costs, and how many checks hold."""
    rows = list(selected_rows(table, show, layers))
    _, _, broadcasts, costs = selected(table, show, layers)
    network, batch = _code(table.architecture.text), number(table.batch)
    if table.batch == 1:
        heading = say("Dimensions of {network}, 1 example", network=network)
    else:
        heading = say("Dimensions of {network}, {count} examples", network=network, count=batch)
    out.write(f"## {heading}\n\n")
    if show != "backward":
        _write_table(
            out,
            _QUANTITY,
            [_shapes(row.quantity) for row in rows if row.quantity is not None],
        )
    if show != "forward":
        gradients = [_backward(row) for row in rows if row.gradient is not None]
        _write_table(out, _GRADIENT, gradients)
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
        _write_table(out, _BROADCAST, cells)
    if costs:
        totals = [] if table.total is None else [table.total]
        _write_table(out, _COSTS, [_cost(cost) for cost in (*costs, *totals)], numbers=True)
        out.write(say("Memory in float64.") + "\n\n")
    out.write(say("{sentence}.", sentence=verdict_line(table) + hidden(show, layers)) + "\n")


def _write_table(out: TextIO, headings: Sequence[str], rows: Iterable[Iterable[str]], *, numbers: bool = False) -> None:
    rule = ["---:" if numbers else "---"] * len(headings)
    for row in (map(words, headings), rule, *rows):
        out.write(f"| {' | '.join(row)} |\n")
    out.write("\n")


def _code(text: object) -> str:
    """Give text in code style, in which nothing but the bar between cells has a meaning."""
    return f"`{text}`".replace("|", "\\|") if str(text) else ""


def _shapes(item: Quantity) -> tuple[str, str, str, str]:
    return _code(item.name), _code(item.symbolic), _code(item.shape), _code(item.formula)


def _backward(row: Row) -> tuple[str, ...]:
    assert row.gradient is not None
    return *_shapes(row.gradient), word_of(row.verdict)


def _cost(cost: Cost) -> tuple[str, ...]:
    return (
        say("all") if cost.layer is None else str(cost.layer),
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
