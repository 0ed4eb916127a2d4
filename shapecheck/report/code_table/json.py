"""The dimension table of a program's own network as JSON: for programs."""

from json import dumps
from typing import Any, TextIO

from shapecheck.core import Dim, Size
from shapecheck.core.shape import Shape
from shapecheck.display import in_json
from shapecheck.infer.induction.quantity import Operand, Quantity
from shapecheck.infer.induction.table import CodeTable
from shapecheck.report.code_table._rows import Sizes, name_of, numbered, verdict_of

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(table: CodeTable, out: TextIO, *, sizes: Sizes = None) -> None:
    """Write an object with the function, what is given, `quantities`, what is proved, and with sizes `instances`."""
    value: dict[str, Any] = {
        "path": table.path,
        "function": table.function,
        "units": None if table.units is None else dict(zip(("symbol", "written"), table.units, strict=True)),
        "arguments": [{"name": name, "shape": _sizes(shape)} for name, shape in table.arguments],
        "conditions": [
            {
                "size": _size(own.size),
                "number": own.number,
                "layers": [_size(own.low), _size(own.high)] if own.is_family else None,
                "line": own.line,
                "expression": own.text,
            }
            for own in table.conditions
        ],
        "quantities": [_quantity(row) for row in table.rows],
        "verdict": table.verdict.value,
        "symbols": list(table.symbols),
        "least_layers": table.least,
        "obstructions": [{"line": own.line, "reason": own.reason, "fails": own.fails} for own in table.obstructions],
    }
    if sizes is not None:
        value["instances"] = [
            {
                "name": own.name,
                "layer": own.layer,
                "line": own.row.line,
                "symbolic": _sizes(own.symbolic),
                "shape": _sizes(own.shape),
            }
            for own in numbered(table, sizes)
        ]
    out.write(in_json(dumps(value, ensure_ascii=False, indent=2)) + "\n")


def _quantity(row: Quantity) -> dict[str, Any]:
    return {
        "name": name_of(row),
        "function": row.function,
        "line": row.line,
        "layers": [_size(row.low), _size(row.high)] if row.is_family else None,
        "shape": _sizes(row.shape),
        "expression": row.expression,
        "steps": [
            {
                "expression": step.text,
                "operands": [_operand(own) for own in step.operands],
                "result": None if step.result is None else _sizes(step.result),
                "verdict": step.verdict.value,
            }
            for step in row.steps
        ],
        "gradient_of": row.gradient_of or None,
        "verdict": None if (verdict := verdict_of(row)) is None else verdict.value,
    }


def _operand(own: Operand) -> dict[str, Any]:
    target = own.stretched
    return {
        "expression": own.text,
        "shape": _sizes(own.shape),
        "broadcast_to": None if target is None else _sizes(target),
        "axes": list(own.axes),
    }


def _sizes(shape: Shape) -> list[int | str] | None:
    return None if shape.rank is None else [_size(size) for size in shape.before]


def _size(size: Size) -> int | str:
    return str(size) if isinstance(size, Dim) else size
