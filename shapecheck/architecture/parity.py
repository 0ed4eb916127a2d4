"""Why deep: three networks of threshold units for the parity (XOR) of n bits, their layer sizes and what they cost.

A unit is 1 where its row of `W[l] @ A[l-1] + b[l]` is at least 0, else 0.

- `tree`: XOR of two is OR without AND, two units and then one; a tree of them has O(log n) layers and O(n) units. An
  odd bit is passed on by one unit a layer.
- `patterns`: one hidden layer with a unit for each of the 2^(n-1) odd patterns, and an OR of them. Where each hidden
  unit is an AND of bits and negated bits and the output their OR, that is the least: an AND that leaves out a bit is
  true for inputs of both parities, so that each unit can be true for one pattern alone.
- `counting`: one hidden layer of n units, the k-th of which is 1 for at least k ones, taken with +1, -1, +1, ...: with
  unrestricted weights and thresholds parity needs no exponential layer, as no symmetric function does.

References
----------
A. Ng, "Neural Networks and Deep Learning", week 4: why deep representations.
J. Håstad, "Almost optimal lower bounds for small depth circuits", STOC 1986: circuits of AND and OR of constant depth d
need 2^(c n^(1/(d-1))) gates for parity.
D. E. Rumelhart, G. E. Hinton and R. J. Williams, "Learning internal representations by error propagation", 1986: the
parity of n bits with n hidden units.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from shapecheck.architecture.dims import Architecture
from shapecheck.architecture.formulas import COLUMNS
from shapecheck.architecture.table import Table, build_table
from shapecheck.core.dim import Size, symbol
from shapecheck.language import say

__all__ = ["CONSTRUCTIONS", "MOST_BITS", "Counted", "count_parity"]

MOST_BITS = 63
"""Of more bits the 2^(n-1) hidden units are more than an axis of a NumPy array can have."""


def _tree(bits: int) -> tuple[int, ...]:
    """Give the sizes of the tree: of each two, two units and then one; an odd one left over has a unit in both."""
    sizes = [bits]
    while sizes[-1] > 1:
        pairs, odd = divmod(sizes[-1], 2)
        sizes += [2 * pairs + odd, pairs + odd]
    return tuple(sizes)


def _patterns(bits: int) -> tuple[int, ...]:
    """Give the sizes of the network with a hidden unit for each odd pattern: half of all patterns are odd."""
    return bits, 2 ** (bits - 1), 1


def _counting(bits: int) -> tuple[int, ...]:
    """Give the sizes of the network with a hidden unit for each number of ones."""
    return bits, bits, 1


CONSTRUCTIONS: Mapping[str, Callable[[int], tuple[int, ...]]] = MappingProxyType(
    {"tree": _tree, "patterns": _patterns, "counting": _counting}
)
"""The layer sizes `n[0], ..., n[L]` of each network, for a number of bits."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A network for the parity of n bits, counted.

    Parameters
    ----------
    construction : str
        A name in `CONSTRUCTIONS`.
    bits : int
        The number of bits n.
    table : Table
        Its dimension table, for m examples.
    """

    construction: str
    bits: int
    table: Table

    @property
    def layers(self) -> int:
        """The number of layers L; the input does not count as one."""
        return self.table.architecture.layers

    @property
    def units(self) -> Size:
        """The number of units of all layers but the input."""
        units: Size = 0
        for size in self.table.architecture.sizes[1:]:
            units = units + size
        return units

    @property
    def parameters(self) -> Size:
        """The number of elements of all `W[l]` and `b[l]`, zeros included."""
        total = self.table.total
        assert total is not None
        return total.parameters


def count_parity(construction: str, bits: int) -> Counted:
    """Derive the table of a network for the parity of n bits.

    Raises
    ------
    ValueError
        If the number of bits is not from 2 to `MOST_BITS`.

    Examples
    --------
    >>> count_parity("tree", 5).table.architecture.sizes
    (5, 5, 3, 3, 2, 2, 1)
    >>> [count_parity(name, 12).units for name in CONSTRUCTIONS]
    [35, 2049, 13]
    """
    if not 2 <= bits <= MOST_BITS:
        raise ValueError(
            say("the number of bits must be from 2 to {most_bits} (got {bits})", most_bits=MOST_BITS, bits=bits)
        )
    sizes = CONSTRUCTIONS[construction](bits)
    architecture = Architecture(",".join(map(str, sizes)), sizes)
    return Counted(construction, bits, build_table(architecture, COLUMNS, symbol("m")))
