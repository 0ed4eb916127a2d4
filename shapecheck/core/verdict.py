"""The three answers: yes, no, unknown."""

from collections.abc import Iterable
from enum import Enum
from typing import NoReturn

from shapecheck.language import say

__all__ = ["Verdict", "all_of", "any_of"]


class Verdict(Enum):
    """An answer for every value of the symbols.

    YES: true for every value. NO: false for every value. UNKNOWN: it depends, or we cannot tell.
    It refuses `bool()`, so that UNKNOWN is never read as yes or as no by accident.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    def __bool__(self) -> NoReturn:
        raise TypeError(say("a Verdict has three values: compare it with Verdict.YES, Verdict.NO or Verdict.UNKNOWN"))

    def __str__(self) -> str:
        return self.value


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the verdict on the conjunction: NO if one is NO, YES if all are YES."""
    worst = Verdict.YES
    for verdict in verdicts:
        if verdict is Verdict.NO:
            return Verdict.NO
        if verdict is Verdict.UNKNOWN:
            worst = Verdict.UNKNOWN
    return worst


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Give the verdict on the disjunction: YES if one is YES, NO if all are NO."""
    best = Verdict.NO
    for verdict in verdicts:
        if verdict is Verdict.YES:
            return Verdict.YES
        if verdict is Verdict.UNKNOWN:
            best = Verdict.UNKNOWN
    return best
