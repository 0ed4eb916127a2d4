"""Assigning to what a mask or a list of indices picks, on all small shapes: there is much that only nothing fits.

A mask with an axis of size 0 fits any axis, and an empty value may have any leading axes.
"""

from itertools import product

import pytest
from oracle import RULES, call, disagreement, shape
from versions import differs

from shapecheck.core import Array, Shape, Verdict
from shapecheck.core.dim import symbol
from shapecheck.core.judge import decide_all
from shapecheck.ops.rule import apply

NAME = "ndarray.__setitem__"
SHAPES = [sizes for rank in range(3) for sizes in product(range(3), repeat=rank)]
VALUES = [*SHAPES, (1, 1, 1), (1, 0, 0), (0, 1, 1), (2, 2, 0), (2, 0, 2), (2, 2, 1)]
KEYS = [False, True, [], [0], ([],), ([0], [0]), ([[0], [0]], []), ([], ...), (slice(None), []), (0, []), (None, [0])]


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
def test_assigning_to_a_mask_agrees_with_numpy(sizes: tuple[int, ...]) -> None:
    calls = [call(shape(*sizes), shape(*mask, kind="b"), shape(*value)) for mask in SHAPES for value in VALUES]
    found = [disagreement(NAME, made) for made in calls if not differs(NAME, made)]
    assert [problem for problem in found if problem is not None] == []


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
def test_assigning_to_a_list_of_indices_agrees_with_numpy(sizes: tuple[int, ...]) -> None:
    calls = [call(shape(*sizes), key, shape(*value)) for key in KEYS for value in VALUES]
    found = [disagreement(NAME, made) for made in calls if not differs(NAME, made)]
    assert [problem for problem in found if problem is not None] == []


def test_extra_axes_of_a_value_that_may_be_empty_are_not_decided() -> None:
    length = symbol("n", flexible=True, may_be_zero=True)
    outcome = apply(RULES[NAME], (shape(length), [], Array(Shape((2, length)), "f")), {})
    assert decide_all(outcome.claims) is Verdict.UNKNOWN
    refused = apply(RULES[NAME], (shape(7), [], Array(Shape((2, symbol("m"))), "f")), {})
    assert decide_all(refused.claims) is Verdict.NO
