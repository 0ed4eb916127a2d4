"""What statistics say of the elements that they are of."""

from collections.abc import Mapping
from enum import Enum, auto

from shapecheck.ops.rule import Rule

__all__ = ["Measure", "measure_of"]


class Measure(Enum):
    """What a statistic says: where the elements are, or how far apart."""

    MIDDLE = auto()
    SPREAD = auto()


_NAMES: Mapping[Measure, frozenset[str]] = {
    Measure.MIDDLE: frozenset("average mean median nanmean nanmedian".split()),
    Measure.SPREAD: frozenset("nanstd nanvar std var".split()),
}


def measure_of(rule: Rule) -> Measure | None:
    """Return what a statistic says; None where an operation is none of these."""
    names = {name.rpartition(".")[2] for name in rule.names}
    return next((own for own, known in _NAMES.items() if names & known), None)
