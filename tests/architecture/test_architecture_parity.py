"""The networks for the parity of n bits: their sizes by what they are for, against counts worked out otherwise."""

from itertools import pairwise
from math import ceil, comb, log2

import pytest

from shapecheck.architecture.parity import CONSTRUCTIONS, MOST_BITS, count_parity
from shapecheck.core import Verdict


@pytest.mark.parametrize(
    ("bits", "sizes"),
    [(2, (2, 2, 1)), (3, (3, 3, 2, 2, 1)), (5, (5, 5, 3, 3, 2, 2, 1)), (8, (8, 8, 4, 4, 2, 2, 1))],
)
def test_the_tree_halves_the_bits_and_passes_an_odd_one_on(bits, sizes):
    assert count_parity("tree", bits).table.architecture.sizes == sizes


@pytest.mark.parametrize("bits", range(2, MOST_BITS + 1))
def test_the_tree_is_logarithmically_deep_and_has_linearly_many_units(bits):
    tree = count_parity("tree", bits)
    assert tree.layers == 2 * ceil(log2(bits))
    assert 3 * (bits - 1) <= tree.units <= 3 * (bits - 1) + tree.layers


@pytest.mark.parametrize("bits", [2, 3, 7, 12])
def test_one_hidden_layer_has_a_unit_for_each_odd_pattern(bits):
    odd = sum(comb(bits, ones) for ones in range(1, bits + 1, 2))
    assert count_parity("patterns", bits).table.architecture.sizes == (bits, odd, 1)


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_parameters_are_those_of_the_sizes(name):
    counted = count_parity(name, 11)
    sizes = counted.table.architecture.sizes
    assert counted.parameters == sum(a * b + b for a, b in pairwise(sizes))
    assert counted.table.verdict is Verdict.YES


@pytest.mark.parametrize("bits", [-3, 0, 1, MOST_BITS + 1])
def test_other_numbers_of_bits_are_refused(bits):
    with pytest.raises(ValueError, match=rf"must be from 2 to 63 \(got {bits}\)"):
        count_parity("tree", bits)


def test_the_largest_layer_can_be_an_axis():
    for bits in (MOST_BITS, MOST_BITS + 1):
        assert (CONSTRUCTIONS["patterns"](bits)[1] < 2**63) is (bits == MOST_BITS)
