"""The comparison of recorded and derived shapes as JSON: for programs."""

import json
from typing import TextIO

from shapecheck.demo import Demo

__all__ = ["FOR_MACHINES", "write"]

FOR_MACHINES = True


def write(demo: Demo, out: TextIO) -> None:
    """Write an object with `compared`, one entry a recorded shape, and `equal`."""
    compared = [
        {
            "name": item.quantity.name,
            "symbolic": str(item.quantity.symbolic),
            "derived": item.quantity.shape.sizes,
            "recorded": item.recorded,
            "function": item.function,
            "variable": item.variable,
            "equal": item.equal,
        }
        for item in demo.compared
    ]
    json.dump({"compared": compared, "equal": demo.equal}, out, indent=2)
    out.write("\n")
