"""An explanation as JSON: for programs."""

from json import dump
from typing import Any, TextIO

from shapecheck.core import Array, Dim, Shape, fates
from shapecheck.expressions import Explanation, Step, Stretch
from shapecheck.language import said
from shapecheck.wording import condition

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(explanation: Explanation, out: TextIO) -> None:
    """Write an object with the verdict, the result, the steps, the remarks and the failure."""
    failure = explanation.failure
    last = explanation.steps[-1].operands if explanation.steps else ()
    shapes = {own.name or "a number": own.shape for own in (*explanation.names, *last)}
    found = {
        "expression": explanation.expression,
        "verdict": explanation.verdict.value,
        "result": None if failure is not None else _value(explanation.result),
        "names": [{"name": array.name, "shape": _shape(array.shape)} for array in explanation.names],
        "steps": [_step(step) for step in explanation.steps],
        "remarks": [
            {"step": remark.step.text, "text": remark.text, "warning": remark.warning, "help": remark.help}
            for remark in explanation.remarks
        ],
        "failure": None
        if failure is None
        else {
            "operation": failure.operation,
            "problem": failure.problem,
            "operands": [
                {"name": line.name, "shape": _shape(shapes[line.name]), "origin": line.origin}
                for line in failure.operands
                if line.name in shapes
            ],
            "help": failure.help,
        },
    }
    dump(found, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _step(step: Step) -> dict[str, Any]:
    return {
        "text": step.text,
        "operation": step.operation,
        "title": step.title,
        "form": said(step.form),
        "operands": [{"name": operand.name, "shape": _shape(operand.shape)} for operand in step.operands],
        "result": _value(step.result),
        "verdict": step.verdict.value,
        "conditions": [condition(claim) for claim in step.conditions],
        "broadcasts": [_stretch(stretch) for stretch in step.stretches],
    }


def _stretch(stretch: Stretch) -> dict[str, Any]:
    return {
        "operand": stretch.operand.name,
        "from": _shape(stretch.operand.shape),
        "to": _shape(stretch.result),
        "axes": [fate.value for fate in fates(stretch.operand.shape, stretch.result)],
    }


def _shape(shape: Shape) -> list[int | str]:
    """Give the sizes of a shape; a run of unknown axes as `"..."` or by its name, as `"*s"`."""
    run = [] if shape.run is None else [shape.run if shape.run == "..." else f"*{shape.run}"]
    return [*map(_size, shape.before), *run, *map(_size, shape.after)]


def _size(size: int | Dim) -> int | str:
    return str(size) if isinstance(size, Dim) else size


def _value(value: Any) -> Any:
    """Give a shape for an array, a list for several results, a number or text for anything else."""
    if isinstance(value, Array):
        return {"shape": _shape(value.shape)}
    if isinstance(value, (tuple, list)):
        return [_value(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return str(value)
