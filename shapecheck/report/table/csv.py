"""The dimension table as comma-separated values: a header and one row a quantity, in the order of computation."""

from csv import writer
from typing import TextIO

from shapecheck.architecture import Table
from shapecheck.report._rows import Layers, selected

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(table: Table, out: TextIO, *, show: str, layers: Layers) -> None:
    """Write the quantities; `verdict` is that on the check of the quantity: `dim(dW[1]) = dim(W[1])` for `dW[1]`."""
    quantities, checks, _, _ = selected(table, show, layers)
    verdicts = {check.quantity: check.verdict.value for check in checks}
    rows = writer(out, lineterminator="\n")
    rows.writerow(["name", "layer", "symbolic", "shape", "formula", "gradient_of", "verdict"])
    rows.writerows(
        [
            item.name,
            item.layer,
            str(item.symbolic),
            str(item.shape),
            item.formula,
            item.gradient_of,
            verdicts.get(item.name, ""),
        ]
        for item in quantities
    )
