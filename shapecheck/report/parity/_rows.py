"""What every format says of the parity networks: a row a network, and the sentences around them."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from shapecheck.core import Size
from shapecheck.language import Phrase, say
from shapecheck.parity import MOST_TRIED, Parity, Point, Trial

__all__ = ["MEANINGS", "Row", "closing", "rows", "rows_by_bits", "why"]

MEANINGS = {
    "tree": Phrase("XOR of two bits is OR without AND, two units and then one: O(log n) layers, O(n) units"),
    "patterns": Phrase("one hidden layer, a unit for each of the 2^(n-1) odd patterns, and an OR of them"),
    "counting": Phrase(
        "one hidden layer of n units; the k-th is 1 for at least k ones, with weights +1, -1, +1, ... in the output"
    ),
}


_YES, _NO, _NOT_TRIED = Phrase("yes"), Phrase("no"), Phrase("not tried")


class Row(NamedTuple):
    """A network for n bits: what it costs, and what came of it on all inputs."""

    bits: int
    network: str
    layers: int
    units: Size
    parameters: Size
    trial: Trial | None

    @property
    def verdict(self) -> Phrase:
        """`yes`, `no`, or `not tried`."""
        return _NOT_TRIED if self.trial is None else _YES if self.trial.passed else _NO


def rows(parity: Parity) -> list[Row]:
    """Give a row for each network, by the number of bits."""
    return [_row(point) for point in parity.points]


def rows_by_bits(parity: Parity) -> Iterator[tuple[int, list[Row]]]:
    """Give the networks for each number of bits together."""
    for bits, group in groupby(rows(parity), key=lambda row: row.bits):
        yield bits, list(group)


def _row(point: Point) -> Row:
    counted = point.counted
    return Row(counted.bits, counted.construction, counted.layers, counted.units, counted.parameters, point.trial)


def closing(parity: Parity) -> str:
    """Say what was tried and what came of it, and what was not."""
    tried = parity.tried
    inputs, right = sum(trial.inputs for trial in tried), sum(trial.right for trial in tried)
    shapes, derived = sum(trial.shapes for trial in tried), sum(trial.derived for trial in tried)
    said = say(
        "Parameters are all elements of W and b as full matrices, zeros included. All 2^n inputs were tried for n = 2"
        " to {bits}: {right} of {inputs} outputs are right; {derived} of {shapes} shapes of W, b, Z, A are as derived.",
        bits=min(parity.bits, MOST_TRIED),
        right=f"{right:,}",
        inputs=f"{inputs:,}",
        derived=f"{derived:,}",
        shapes=f"{shapes:,}",
    )
    if parity.bits <= MOST_TRIED:
        return said
    return say("{sentences} Above {bits} bits: counted, not tried.", sentences=said, bits=MOST_TRIED)


def why() -> str:
    """Return how many units are needed, and under which restriction."""
    return say(
        "If each hidden unit is an AND of bits and negated bits and the output is their OR, at least 2^(n-1) hidden"
        " units are needed: an AND that leaves out a bit is true for inputs of both parities. Circuits of AND and OR of"
        " a constant depth d need 2^(c n^(1/(d-1))) gates for some c > 0 (Håstad 1986). With unrestricted weights and"
        " thresholds n hidden units are enough, as for every symmetric function (for parity: Rumelhart, Hinton and"
        " Williams 1986)."
    )
