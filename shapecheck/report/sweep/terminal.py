"""A sweep in a terminal: the trials as a table, and parameters against hyperparameters."""

import dataclasses
from typing import TextIO

from shapecheck.architecture import LAYOUTS, Architecture, build_table
from shapecheck.core import symbol
from shapecheck.language import Phrase, say
from shapecheck.report._console import Cell, columns, make_console, print_text
from shapecheck.report._costs import cost_text
from shapecheck.report.sweep._title import title
from shapecheck.training.sweep import Sweep, Trial

__all__ = ["write"]

_TRIED = ("learning_rate", "hidden", "activation")
_MOST = 20  # trials that are printed


def write(sweep: Sweep, out: TextIO) -> None:
    """Write the best trials, and of the best one what was learned and what was chosen."""
    console = make_console(out)
    space = sweep.space
    ranges = say(
        "learning rate {rates}, depth {depths}, width {widths}, activation {activations}",
        rates=_range(*space.learning_rate),
        depths=_range(*space.depth),
        widths=_range(*space.width),
        activations=" / ".join(space.activations),
    )
    print_text(console, title(sweep), "bold")
    print_text(console, ranges)
    console.print()
    if not sweep.trials:
        print_text(console, say("no trial has finished"))
        return
    rows = [_row(trial, sweep) for trial in sweep.trials[:_MOST]]
    headings = (
        Phrase("held out"),
        Phrase("cost"),
        Phrase("learning rate"),
        Phrase("layers"),
        Phrase("activation"),
        Phrase("parameters"),
        Phrase("seconds"),
    )
    columns(console, rows, headings, right=(0, 1, 2, 5, 6))
    if len(sweep.trials) > _MOST:
        print_text(console, say("and {count} more", count=len(sweep.trials) - _MOST), "dim")
    console.print()
    best = sweep.trials[0]
    _write_lists(console, best, sweep)


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else say("{low} to {high}", low=f"{low:g}", high=f"{high:g}")


def _sizes(trial: Trial, sweep: Sweep) -> tuple[int, ...]:
    return trial.hyperparameters.layers(*sweep.data.sizes)


def _row(trial: Trial, sweep: Sweep) -> list[Cell]:
    own = trial.hyperparameters
    right = say("diverged") if trial.held_out is None else f"{100 * trial.held_out:.2f} %"
    return [
        Cell(right, "bold" if trial is sweep.trials[0] else "yellow" if trial.held_out is None else ""),
        Cell(cost_text(trial.costs[-1]) if trial.costs else "-"),
        Cell(f"{own.learning_rate:.2g}"),
        Cell("-".join(map(str, _sizes(trial, sweep)))),
        Cell(own.activation),
        Cell(f"{trial.parameters:,}"),
        Cell(f"{trial.seconds:.2f}"),
    ]


def _write_lists(console: object, best: Trial, sweep: Sweep) -> None:
    """Write the parameters of the best network with their shapes, as derived, and its hyperparameters."""
    from rich.console import Console

    assert isinstance(console, Console)
    sizes = _sizes(best, sweep)
    table = build_table(Architecture(",".join(map(str, sizes)), sizes), LAYOUTS["columns"], symbol("m"))
    learned = [item for item in table.quantities if item.name[0] in "Wb"]
    shapes = ", ".join(f"{item.name} {item.shape}" for item in learned)
    print_text(
        console,
        say(
            "Parameters of the best network, {count} in {arrays} arrays, learned:",
            count=f"{best.parameters:,}",
            arrays=len(learned),
        ),
        "bold",
    )
    print_text(console, f"  {shapes}")
    fields = dataclasses.fields(best.hyperparameters)
    values = {field.name: getattr(best.hyperparameters, field.name) for field in fields}
    tried = ", ".join(f"{name} {_value(values[name])}" for name in _TRIED)
    fixed = ", ".join(f"{name} {_value(value)}" for name, value in values.items() if name not in _TRIED)
    print_text(console, say("Hyperparameters, {count}, chosen:", count=len(values)), "bold")
    print_text(console, say("  varied: {values}", values=tried))
    print_text(console, say("  the same in all trials: {values}", values=fixed))


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(str, value)) or say("none")
    return f"{value:g}" if isinstance(value, float) else str(value)
