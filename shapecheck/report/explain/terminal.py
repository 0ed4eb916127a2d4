"""An explanation in a terminal: the steps with their shapes, each broadcast axis by axis, and what is wrong."""

from typing import Any, TextIO

from rich.console import Console

from shapecheck.core import Array, Size, Verdict, compare
from shapecheck.diagnostics import Diagnostic
from shapecheck.expressions import Explanation, Step
from shapecheck.language import said, say
from shapecheck.report._console import Cell, columns, make_console, print_text
from shapecheck.report._words import words

__all__ = ["write"]

_MOST_STEPS = 30  # of a longer expression the first and last are printed
_MOST_REMARKS = 20
_LONGEST = 48  # characters of an expression in a column


def write(explanation: Explanation, out: TextIO) -> None:
    """Write the steps, then the result or the failure, then the remarks."""
    console = make_console(out)
    steps = [step for step in explanation.steps if not _is_plain(step)]
    done = steps if explanation.failure is None else steps[:-1]
    if done:
        columns(console, [_step_cells(step) for step in _shortened(done)])
    drawn = [step for step in _shortened([step for step in steps if _is_drawn(step)]) if step is not None]
    for place, step in enumerate(drawn):
        if place or done:
            console.print()
        _draw(console, step)
    if done or drawn:
        console.print()
    if explanation.failure is not None:
        _print_failure(console, explanation.failure)
    else:
        _print_result(console, explanation)


def _is_plain(step: Step) -> bool:
    """Tell whether a step only reads an attribute of an array, such as its shape."""
    return not isinstance(step.result, Array) and step.operation.startswith("ndarray.") and step.verdict is Verdict.YES


def _shortened(steps: list[Step]) -> list[Step | None]:
    """Give the steps to print, None for those left out."""
    if len(steps) <= _MOST_STEPS:
        return list(steps)
    return [*steps[: _MOST_STEPS // 2], None, *steps[-_MOST_STEPS // 2 :]]


def _step_cells(step: Step | None) -> list[Cell]:
    if step is None:
        return [Cell("..."), Cell(), Cell()]
    return [
        Cell(_brief(step.text), "bold"),
        Cell(_value_text(step.result)),
        Cell(say("{operation}: {form}", operation=step.title, form=_form_text(step)), "dim"),
    ]


def _brief(text: str) -> str:
    """Give an expression with its middle left out where it is long."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST * 2 // 3]} ... {text[-_LONGEST // 4 :]}"


def _form_text(step: Step) -> str:
    return say("element by element") if step.form in {"()->()", "(),()->()", "(),(),()->()"} else str(said(step.form))


def _value_text(value: Any) -> str:
    """Give the shape of an array, the shapes of several, or a value."""
    if isinstance(value, Array):
        return str(value.shape)
    if isinstance(value, (tuple, list)) and any(isinstance(item, Array) for item in value):
        return ", ".join(map(_value_text, value))
    return str(value)


def _is_drawn(step: Step) -> bool:
    """Tell whether a broadcast is worth drawing: of arrays, not of a number, and one is repeated or does not fit."""
    if not step.broadcasts:
        return False
    shapes = {operand.shape for operand in step.operands if operand.shape.rank}
    return len(shapes) > 1 and all(operand.shape.rank is not None for operand in step.operands)


def _draw(console: Console, step: Step) -> None:
    """Draw a broadcast: the result, and under each of its axes what becomes of the operands' axes."""
    rank = max(operand.shape.rank or 0 for operand in step.operands)
    padded = [(None,) * (rank - len(operand.shape.before)) + operand.shape.before for operand in step.operands]
    result = step.result.shape if isinstance(step.result, Array) and step.result.shape.rank is not None else None
    head = [Cell(_brief(step.text), "bold"), Cell("" if result is None else str(result))]
    rows = [head + [Cell(say("axis {axis}", axis=axis)) for axis in range(rank)]]
    for operand, sizes in zip(step.operands, padded, strict=True):
        marks = [_mark(sizes[axis], [other[axis] for other in padded]) for axis in range(rank)]
        rows.append([Cell(f"  {_brief(operand.name) or say('a number')}"), Cell(str(operand.shape)), *marks])
    columns(console, rows, right=range(1, rank + 2))


def _mark(size: Size | None, sizes: list[Size | None]) -> Cell:
    """Give what becomes of an axis, whose sizes in all operands are given; None where one does not have it."""
    others = list(dict.fromkeys(other for other in sizes if other is not None and other != 1))
    whole = " / ".join(map(str, others))
    if size is None:
        return Cell(say("added to {size}", size=whole) if others else say("added"), "cyan")
    if size == 1:
        return Cell(say("1 stretched to {size}", size=whole), "cyan") if others else Cell(say("{size} kept", size=1))
    verdicts = {compare(size, other) for other in others}
    if verdicts == {Verdict.YES}:
        return Cell(say("{size} kept", size=size))
    against = ", ".join(str(other) for other in others if other != size)
    if Verdict.NO in verdicts:
        return Cell(say("{size} is not {other}", size=size, other=against), "red")
    return Cell(f"{size} = {against}?", "yellow")


def _print_failure(console: Console, failure: Diagnostic) -> None:
    print_text(console, words(failure.message), "bold red")
    rows = [
        [Cell("  "), Cell(_brief(line.name), "bold"), Cell(line.shape), Cell(line.origin)] for line in failure.operands
    ]
    if rows:
        columns(console, rows)
    if failure.help is not None:
        print_text(console, say("  help: {help}", help=failure.help), "green")


def _print_result(console: Console, explanation: Explanation) -> None:
    open_steps = explanation.verdict is Verdict.UNKNOWN
    text = _value_text(explanation.result)
    print_text(
        console, say("result: {value}, if:", value=text) if open_steps else say("result: {value}", value=text), "bold"
    )
    for remark in explanation.remarks[:_MOST_REMARKS]:
        if remark.warning:
            print_text(console, say("  warning: {text}", text=remark.text), "bold yellow")
        else:
            print_text(console, f"  {words(remark.text)}", "yellow")
        if remark.help is not None:
            print_text(console, say("  help: {help}", help=remark.help), "green")
