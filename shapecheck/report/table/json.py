"""The dimension table as JSON: for programs. One item a line."""

from collections.abc import Callable
from json.encoder import JSONEncoder, encode_basestring
from typing import Any, TextIO

from shapecheck.architecture import Cost, Quantity, Stretching, Table
from shapecheck.core import Dim, Shape, Size
from shapecheck.report._rows import Layers, selected
from shapecheck.report._words import words

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True

_encode = JSONEncoder(ensure_ascii=False).encode
_text: Callable[[str], str] = encode_basestring


def write(table: Table, out: TextIO, *, show: str, layers: Layers) -> None:
    """Write an object with `architecture`, `quantities`, `checks`, `broadcasts`, `costs` and `totals`."""
    quantities, checks, broadcasts, costs = selected(table, show, layers)
    texts: dict[int, str] = {}  # quantities of a layer share their shapes
    architecture = table.architecture
    head = {
        "text": architecture.text,
        "sizes": [_size(size) for size in architecture.sizes],
        "layers": "L" if architecture.general else architecture.layers,
        "batch": _size(table.batch),
        "layout": table.layout.name,
    }
    out.write(f'{{\n"architecture": {_encode(head)},\n')
    _write_list(out, "quantities", [_quantity(item, texts) for item in quantities])
    _write_list(
        out, "checks", [f'{{"claim": {_text(words(c.claim))}, "verdict": "{c.verdict.value}"}}' for c in checks]
    )
    _write_list(out, "broadcasts", [_encode(_broadcast(item)) for item in broadcasts])
    _write_list(out, "costs", [_encode(_cost(cost)) for cost in costs])
    totals = None if table.total is None else {k: v for k, v in _cost(table.total).items() if k != "layer"}
    out.write(f'"totals": {_encode(totals)}\n}}\n')


def _write_list(out: TextIO, name: str, items: list[str]) -> None:
    lines = ",\n  ".join(items)
    out.write(f'"{name}": [\n  {lines}\n],\n' if items else f'"{name}": [],\n')


def _quantity(item: Quantity, texts: dict[int, str]) -> str:
    """Give one quantity; written out here, since a table may have 80,000 and an encoder takes four times as long."""
    parts = []
    for shape, write_shape in ((item.symbolic, str), (item.shape, _sizes)):
        text = texts.get(id(shape))
        if text is None:
            text = texts[id(shape)] = _encode(write_shape(shape))
        parts.append(text)
    layer = item.layer if isinstance(item.layer, int) else _text(item.layer)
    target = "null" if item.gradient_of is None else _text(item.gradient_of)
    return (
        f'{{"name": {_text(item.name)}, "layer": {layer}, "symbolic": {parts[0]}, "shape": {parts[1]}, '
        f'"formula": {_text(item.formula)}, "gradient_of": {target}}}'
    )


def _broadcast(item: Stretching) -> dict[str, Any]:
    return {
        "operand": item.operand,
        "from": _sizes(item.source),
        "to": _sizes(item.target),
        "axes": item.axes,
        "undone_by": item.undone_by,
    }


def _cost(cost: Cost) -> dict[str, Any]:
    return {
        "layer": cost.layer,
        "parameters": _size(cost.parameters),
        "parameter_memory_bytes": _size(cost.parameter_memory),
        "activation_memory_bytes": _size(cost.activation_memory),
        "gradient_memory_bytes": _size(cost.gradient_memory),
        "forward_multiply_adds": _size(cost.forward),
        "backward_multiply_adds": _size(cost.backward),
    }


def _sizes(shape: Shape) -> list[int | str]:
    return [_size(size) for size in shape.before]


def _size(size: Size) -> int | str:
    return str(size) if isinstance(size, Dim) else size
