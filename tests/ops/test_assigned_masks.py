"""Assigning to what a mask picks: all small shapes, since a mask with an axis of size 0 fits any axis."""

from itertools import product

import pytest
from oracle import call, disagreement, shape
from versions import differs

NAME = "ndarray.__setitem__"
SHAPES = [sizes for rank in range(3) for sizes in product(range(3), repeat=rank)]
VALUES = [*SHAPES, (1, 1, 1), (1, 0, 0), (0, 1, 1)]


@pytest.mark.parametrize("sizes", SHAPES, ids=str)
def test_assigning_to_a_mask_agrees_with_numpy(sizes: tuple[int, ...]) -> None:
    calls = [call(shape(*sizes), shape(*mask, kind="b"), shape(*value)) for mask in SHAPES for value in VALUES]
    found = [disagreement(NAME, made) for made in calls if not differs(NAME, made)]
    assert [problem for problem in found if problem is not None] == []
