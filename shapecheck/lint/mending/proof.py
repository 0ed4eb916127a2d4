"""Repairs are tried on the whole file: with a help nothing is found in its place, and nothing new anywhere."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from shapecheck.lint.mending.repair import Repair
from shapecheck.lint.mending.rewriting import TextEdit, applied

__all__ = ["Attempt", "prove"]

Key = tuple[str, int, str]  # the file, the line and the code of a finding

_MOST = 2  # times what the file itself took that all attempts together may take
_LEAST = 6_000  # events that they may take however short it is


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one run over a file came to.

    Parameters
    ----------
    found : Counter of tuple
        The findings, by their file, line and code.
    known : int
        At how many places the rank of an operation is known.
    unknown : int
        At how many places nothing is known for certain.
    events : int
        How much happened.
    """

    found: Counter[Key]
    known: int
    unknown: int
    events: int


def prove(
    text: str, before: Attempt, proposed: Mapping[Key, Sequence[Repair]], again: Callable[[str], Attempt | None]
) -> dict[Key, Repair]:
    """Return for each finding the first of its repairs with which it is gone and nothing else is found.

    Parameters
    ----------
    text : str
        The file.
    before : Attempt
        What was found in it.
    proposed : mapping
        The repairs of each finding, that what is most often meant first.
    again : callable
        Goes through the file with another text; None where it cannot be read.
    """
    accepted: dict[Key, Repair] = {}
    left = max(_MOST * before.events, _LEAST)

    def passes(repairs: Mapping[Key, Repair]) -> bool:
        nonlocal left
        edits: list[TextEdit] = []
        for edit in dict.fromkeys(own.edit for own in repairs.values()):
            if any(edit.start < other.end and other.start < edit.end for other in edits):
                return False
            edits.append(edit)
        attempt = again(applied(text, edits))
        left -= before.events if attempt is None else max(attempt.events, 1)
        if attempt is None or any(attempt.found[key] for key in repairs):
            return False
        new = attempt.found - before.found
        return not new and attempt.known >= before.known and attempt.unknown <= before.unknown

    firsts = {key: own[0] for key, own in proposed.items() if own}
    if len(firsts) > 1 and passes(firsts):
        return firsts  # each of them by itself would leave the others
    for key, own in proposed.items():
        for repair in own:
            if left <= 0:
                return accepted
            if passes({key: repair}):
                accepted[key] = repair
                break
    return accepted
