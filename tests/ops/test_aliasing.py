"""Which operations give an argument itself, asked of NumPy."""

import numpy as np
import pytest

from shapecheck.ops.aliasing import gives_itself
from shapecheck.ops.table import RULES

SHAPED = (np.arange(6.0), np.ones((2, 3)), np.asfortranarray(np.ones((2, 3))), np.ones((2, 3, 5)))
TRIED = (*SHAPED, *(np.ones((2, 3), kind) for kind in sorted(np.typecodes["All"])))


def calls(name: str) -> list[bool]:
    """Return for each array on which a callable works alone whether it gives that very array."""
    found = []
    for array in TRIED:
        owner, _, short = name.rpartition(".")
        try:
            function = getattr(array, short) if owner == "ndarray" else getattr(np, short)
            result = function() if owner == "ndarray" and callable(function) else function
            result = function(array) if owner == "numpy" else result
        except Exception:
            continue
        found.append(result is array)
    return found


NAMES = sorted(name for name in RULES if name.count(".") == 1 and name.startswith(("numpy.", "ndarray.")))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NAMES)
def test_what_gives_itself_is_known(name: str) -> None:
    if name in {"numpy.fromfile", "ndarray.tofile", "ndarray.dump", "numpy.save", "numpy.savetxt"}:
        pytest.skip("it writes files")
    found = calls(name)
    said = gives_itself(name, {})
    assert said is None or all(itself is said for itself in found)
