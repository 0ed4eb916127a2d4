"""Which names NumPy has, asked of the NumPy that is installed."""

import warnings
from importlib import import_module

import numpy as np
import pytest

from shapecheck.ops.history import HAVING_NAMES, VERSIONS, nearest, versions_with
from shapecheck.ops.refused import REFUSED
from shapecheck.ops.table import RULES

INSTALLED = tuple(int(part) for part in np.__version__.split(".")[:2])
known = pytest.mark.skipif(INSTALLED not in VERSIONS, reason="a version that is not written down")


def has(full: str) -> bool:
    owner, _, name = full.rpartition(".")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return hasattr(import_module(owner), name)


@known
@pytest.mark.parametrize("owner", HAVING_NAMES)
def test_every_public_name_is_known(owner: str) -> None:
    names = [f"{owner}.{name}" for name in dir(import_module(owner)) if not name.startswith("_")]
    assert [name for name in names if has(name) and INSTALLED not in versions_with(name)] == []


@known
def test_no_name_is_known_that_is_not_there() -> None:
    names = [name for name in (*RULES, *REFUSED) if name.rpartition(".")[0] in HAVING_NAMES]
    public = [name for name in names if not name.rpartition(".")[2].startswith("_")]
    assert [name for name in public if (INSTALLED in versions_with(name)) is not has(name)] == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("numpy.isnull", None), ("numpy.is_nan", "np.isnan"), ("numpy.Arange", "np.arange"), ("numpy.float", "float"),
        ("numpy.inverse", None), ("numpy.inv", "np.linalg.inv"), ("numpy.randn", "np.random.randn"),
        ("numpy.linalg.inverse", None), ("numpy.trapz", "np.trapezoid"), ("numpy.concatinate", "np.concatenate"),
    ],
)  # fmt: skip
def test_what_is_meant(name: str, meant: str | None) -> None:
    found = nearest(name)
    assert found == meant or (meant is None and found is not None and found.startswith("np."))


@known
def test_what_is_meant_is_there() -> None:
    gone = [name for name in (*RULES, *REFUSED) if name.rpartition(".")[0] in HAVING_NAMES and not has(name)]
    assert gone
    for name in gone:
        found = nearest(name)
        if found is not None:
            eval(found, {"np": np})
