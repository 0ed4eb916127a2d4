"""The parity networks as comma-separated values: a header and one row a network."""

from csv import writer
from typing import TextIO

from shapecheck.parity import Parity
from shapecheck.report.parity._rows import rows

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(parity: Parity, out: TextIO) -> None:
    """Write the networks; what was not tried has no `inputs` and no `right`."""
    lines = writer(out, lineterminator="\n")
    lines.writerow(["bits", "network", "layers", "units", "parameters", "inputs", "right", "shapes", "derived"])
    for row in rows(parity):
        trial = row.trial
        tried = ["", "", "", ""] if trial is None else [trial.inputs, trial.right, trial.shapes, trial.derived]
        lines.writerow([row.bits, row.network, row.layers, row.units, row.parameters, *tried])
