"""Words that several formats need: verdicts, and names that are listed."""

from collections.abc import Mapping, Sequence

from shapecheck.core import Verdict
from shapecheck.language import Phrase, said, say

__all__ = ["counted", "listed", "sized", "word_of", "words"]

_VERDICTS = {Verdict.YES: Phrase("yes"), Verdict.NO: Phrase("no"), Verdict.UNKNOWN: Phrase("unknown")}


def words(text: str) -> str:
    """Return a phrase in the language that is spoken; another text as it is."""
    return str(said(text))


def word_of(verdict: Verdict | None) -> str:
    """Return the word for a verdict; nothing where there is none."""
    return "" if verdict is None else words(_VERDICTS[verdict])


def counted(counts: Mapping[Verdict, int]) -> str:
    """Return how often there is each verdict: `24 yes, 2 unknown`."""
    found = []
    for verdict, count in counts.items():
        match verdict:
            case _ if not count:
                continue
            case Verdict.YES:
                found.append(say("{count} yes", count=f"{count:,}"))
            case Verdict.NO:
                found.append(say("{count} no", count=f"{count:,}"))
            case Verdict.UNKNOWN:
                found.append(say("{count} unknown", count=f"{count:,}"))
    return say("{counts}, {last}", counts=", ".join(found[:-1]), last=found[-1]) if len(found) > 1 else "".join(found)


def listed(names: Sequence[object]) -> str:
    """Return names in a sentence: `W`, `W and b`, `W, b and Z`."""
    *others, last = [str(said(name)) for name in names]
    return say("{names} and {last}", names=", ".join(others), last=last) if others else last


def sized(shape: object, sizes: object) -> str:
    """Return a shape in symbols, and with the sizes where that differs: `(n[1], n[0]) = (3, 2)`."""
    symbolic, concrete = str(shape), str(sizes)
    return symbolic if symbolic == concrete else f"{symbolic} = {concrete}"
