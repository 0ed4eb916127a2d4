"""What must hold for an operation to be possible, as data. `judge` decides a claim, `wording` words a failed one."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from shapecheck.core.array import Array, Axis, Place, Quantity
from shapecheck.core.dim import Size
from shapecheck.core.terms import Symbol
from shapecheck.language import Phrase

__all__ = [
    "Agree",
    "AtLeast",
    "Broadcastable",
    "Chooses",
    "Claim",
    "Depends",
    "Distinct",
    "Divides",
    "InRange",
    "IsOne",
    "RankIs",
    "SameRank",
    "StretchesTo",
    "Valid",
]


_SIZES = Phrase("sizes")


@dataclass(frozen=True, slots=True)
class Agree:
    """Two sizes are equal; `what` names them in the plural: `inner sizes`, `sizes of axis 1`."""

    left: Place
    right: Place
    what: str = _SIZES


@dataclass(frozen=True, slots=True)
class IsOne:
    """A number is 1; `why` says in a clause why it must be: `an axis that is dropped must be of size 1`."""

    value: Place
    why: str


@dataclass(frozen=True, slots=True)
class Broadcastable:
    """Two axes are equal, or one of them is 1."""

    left: Axis
    right: Axis


@dataclass(frozen=True, slots=True)
class StretchesTo:
    """The source is 1 or equal to the target, which itself is never stretched: assignment and in-place operators."""

    source: Axis
    target: Place


@dataclass(frozen=True, slots=True)
class RankIs:
    """The operand has from `least` to `most` axes; `most` is None where there is no limit."""

    operand: Array
    least: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class SameRank:
    """Two operands have equally many axes."""

    left: Array
    right: Array


class Chooses(Enum):
    """What a number that must be in a range chooses."""

    AXIS = auto()
    INDEX = auto()  # an element along an axis
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class InRange:
    """`low <= value < high`; `what` names the value: `axis`, `index`."""

    value: Size
    low: Size
    high: Size
    what: str
    of: Array | Axis | None = None
    chooses: Chooses = Chooses.NOTHING


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A number is at least another."""

    value: Quantity
    least: Size


@dataclass(frozen=True, slots=True)
class Distinct:
    """No value occurs twice; `what` names them in the plural: `axes`."""

    values: tuple[Size, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Divides:
    """The dividend is a multiple of the divisor, which is not 0."""

    divisor: Quantity
    dividend: Place


@dataclass(frozen=True, slots=True)
class Valid:
    """NumPy takes such a call. It never holds: `problem` says in one clause why this call is refused."""

    problem: str


@dataclass(frozen=True, slots=True)
class Depends:
    """Something holds that what is known of the shapes cannot tell: always unknown. `what` says it in one clause.

    `fresh` are symbols that stand for numbers which the claim leaves open, such as the sizes in an array of integers.
    """

    what: str
    fresh: tuple[Symbol, ...] = ()


Claim: TypeAlias = (
    Agree
    | IsOne
    | Broadcastable
    | StretchesTo
    | RankIs
    | SameRank
    | InRange
    | AtLeast
    | Distinct
    | Divides
    | Valid
    | Depends
)
