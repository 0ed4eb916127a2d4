"""The parity networks as JSON: for programs."""

import json
from dataclasses import asdict
from typing import TextIO

from shapecheck.parity import Parity

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(parity: Parity, out: TextIO) -> None:
    """Write an object with `networks`, one entry a network and number of bits, and `passed`."""
    networks = [
        {
            "bits": point.counted.bits,
            "network": point.counted.construction,
            "sizes": point.counted.table.architecture.sizes,
            "layers": point.counted.layers,
            "units": point.counted.units,
            "parameters": point.counted.parameters,
            "trial": None if point.trial is None else asdict(point.trial),
        }
        for point in parity.points
    ]
    json.dump({"networks": networks, "passed": parity.passed}, out, indent=2)
    out.write("\n")
