"""What ran, and beside each derived shape the one that was recorded, in a terminal."""

from typing import TextIO

from shapecheck.core import Verdict, print_sizes
from shapecheck.demo import Compared, Demo
from shapecheck.language import Phrase, say
from shapecheck.report._console import Cell, columns, make_console, print_text, verdict_cell
from shapecheck.report.trace.terminal import write as write_report

__all__ = ["write"]


def write(demo: Demo, out: TextIO) -> None:
    """Write the recorded report, then the comparison, a line for each quantity."""
    write_report(demo.report, out)
    console = make_console(out)
    rows = [_row(list(items)) for items in _by_quantity(demo.compared)]
    console.print()
    columns(
        console,
        rows,
        (
            "",
            Phrase("symbolic"),
            Phrase("derived"),
            Phrase("recorded"),
            Phrase("where"),
            Phrase("equal"),
        ),
    )
    equal = sum(item.equal for item in demo.compared)
    console.print()
    count = len(demo.compared)
    sentence = say(
        "{count} recorded shapes: {equal} as derived, {different} not",
        count=count,
        equal=equal,
        different=count - equal,
    )
    print_text(console, sentence)


def _by_quantity(compared: tuple[Compared, ...]) -> list[list[Compared]]:
    found: dict[str, list[Compared]] = {}
    for item in compared:
        found.setdefault(item.quantity.name, []).append(item)
    return [found[name] for name in sorted(found, key=_place)]


def _place(name: str) -> tuple[bool, int, int]:
    """Give the order of the lesson: forward layer by layer, then backward."""
    letter, _, index = name.rstrip("]").partition("[")
    gradient = letter.startswith("d")
    layer = int(index)
    return gradient, -layer if gradient else layer, ("dA", "dZ", "dW", "db", "W", "b", "Z", "A").index(letter)


def _row(items: list[Compared]) -> list[Cell]:
    quantity = items[0].quantity
    recorded = sorted({say("none") if item.recorded is None else print_sizes(item.recorded) for item in items})
    functions = dict.fromkeys(
        say("{variable} in {function}", variable=item.variable, function=item.function) for item in items
    )
    verdict = Verdict.YES if all(item.equal for item in items) else Verdict.NO
    return [
        Cell(quantity.name, "bold"),
        Cell(str(quantity.symbolic)),
        Cell(str(quantity.shape)),
        Cell(", ".join(recorded)),
        Cell(", ".join(functions), "dim"),
        verdict_cell(verdict),
    ]
