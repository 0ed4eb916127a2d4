"""The trials of a sweep as comma-separated values, the best first."""

import csv
from typing import TextIO

from shapecheck.training.sweep import Sweep

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True

_COLUMNS = ("trial", "held_out", "cost", "learning_rate", "depth", "width", "activation", "parameters", "seconds")


def write(sweep: Sweep, out: TextIO) -> None:
    """Write a line for each trial."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for trial in sweep.trials:
        own = trial.hyperparameters
        writer.writerow(
            [
                trial.number,
                "" if trial.held_out is None else trial.held_out,
                trial.costs[-1] if trial.costs else "",
                own.learning_rate,
                len(own.hidden),
                own.hidden[0] if own.hidden else "",
                own.activation,
                trial.parameters,
                trial.seconds,
            ]
        )
