"""Element types as texts: NumPy is the judge of their kinds, for rules and for the interpreter alike."""

import warnings
from itertools import product

import numpy as np
import pytest

from shapecheck.infer.element_types import kind_of_type
from shapecheck.ops.dtypes import KINDS, kind_of_text

LETTERS = "?abcdefghilmnopqrstuvwxyzBCDFGHILMNOPQSUV"
TEXTS = [
    f"{order}{letter}{size}" for order, letter, size in product(("", "<", "="), LETTERS, ("", "1", "2", "4", "8", "16"))
]
# Where NumPy has fields, or one element of any size, nothing is said; what it refuses for its size alone is not asked.
SILENT = "V"


def kind_of(text: str) -> str | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return np.dtype(text).kind
        except TypeError:
            return None


@pytest.mark.parametrize("text", [*TEXTS, "M8[ns]", "m8[s]", "datetime64[D]", "i4,f8", "float32, int8"])
def test_the_kind_of_a_text_is_that_of_numpy(text: str) -> None:
    real, own = kind_of(text), kind_of_text(text)
    if real is not None:
        assert own == (None if real in SILENT else real)


@pytest.mark.parametrize("name", [name for name in KINDS if name in vars(np)])
def test_the_kind_of_a_name_is_that_of_numpy(name: str) -> None:
    assert KINDS[name] == np.dtype(vars(np)[name]).kind


@pytest.mark.parametrize("text", ["float32", "<f8", "f", "b", "?", "c", "O", "M8[ns]", "i4,f8", "nothing"])
def test_the_interpreter_reads_a_text_as_the_rules_do(text: str) -> None:
    assert kind_of_type(text) == kind_of_text(text)
