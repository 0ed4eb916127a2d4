"""A sweep as JSON."""

import dataclasses
import json
from typing import TextIO

from shapecheck.training.sweep import Sweep

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(sweep: Sweep, out: TextIO) -> None:
    """Write the ranges and the trials, the best first."""
    result = {
        "name": sweep.name,
        "data": sweep.data.name,
        "space": dataclasses.asdict(sweep.space),
        "interrupted": sweep.interrupted,
        "trials": [dataclasses.asdict(trial) for trial in sweep.trials],
    }
    json.dump(result, out, indent=2)
    out.write("\n")
