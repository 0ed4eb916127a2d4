"""A training run as JSON."""

import dataclasses
import json
from typing import TextIO

from shapecheck.training.data import Split
from shapecheck.training.run import Trained

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(trained: Trained, out: TextIO, *, data: Split, checked: int) -> None:
    """Write the hyperparameters, the counts, and the history of each epoch."""
    result = {
        "data": {"name": data.name, "training": data.X.shape[1], "held_out": data.X_held.shape[1]},
        "sizes": list(trained.sizes),
        "parameters": sum(array.size for array in trained.parameters.values()),
        "shapes_checked": checked,
        "hyperparameters": dataclasses.asdict(trained.hyperparameters),
        "costs": trained.costs,
        "accuracy": trained.accuracies,
        "held_out_accuracy": trained.held_out,
        "seconds": trained.seconds,
    }
    json.dump(result, out, indent=2)
    out.write("\n")
