"""How far imports are followed: the modules nearest to the files of one call, up to so many characters in all.

A file may import a package of a thousand modules, each of which would be gone through. The modules that are followed
are those to which the fewest imports lead; which these are depends on the files of the call alone, not on their order.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shapecheck.infer.search import Search
from shapecheck.language import Phrase

__all__ = ["MOST", "PASSED", "Start", "reach"]

MOST = 1_000_000  # characters of modules that are gone through for the files of one call, besides these files
PASSED = Phrase(
    "its imports lead to more than {most:,} characters of modules: only the nearest ones are followed, and the names"
    " of all others are unknown",
    most=MOST,
)
_LARGEST = 2_000_000  # bytes of a file whose imports are read
_IMPORT = re.compile(rb'^[ \t]*"?(?:import[ \t]+([\w., \t]+)|from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]*\)|.*))', re.M)
_NAME = re.compile(rb"([\w.]+)(?:\s+as\s+\w+)?")


@dataclass(frozen=True, slots=True)
class Start:
    """A file that is gone through itself, where its imports are looked for, and its text where that is no file's."""

    path: str
    search: Search
    text: str | None = None


def reach(starts: Iterable[Start], most: int = MOST) -> frozenset[str] | None:
    """Return the modules that are followed, by their absolute paths; None where that is all that there are.

    Parameters
    ----------
    starts : iterable of Start
        The files of the call.
    most : int
        The characters of the modules that are followed.
    """
    own = {os.path.abspath(start.path): start for start in starts}
    at_hand: list[tuple[str, Search]] = [(key, own[key].search) for key in sorted(own)]
    seen = set(own)
    total = 0
    while at_hand:
        found: dict[str, Search] = {}
        for path, search in at_hand:
            start = own.get(path)
            for module in _imported(path, search, None if start is None else start.text):
                key = os.path.abspath(module)
                if key not in seen:
                    found.setdefault(key, search)
        at_hand = sorted(found.items(), key=lambda item: item[0])
        for key, _ in at_hand:
            total += _length(key)
            if total > most:
                return frozenset(seen)
            seen.add(key)
    return None


def _length(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0


def _imported(path: str, search: Search, text: str | None) -> list[str]:
    files = [search.found(name, level, path) for name, level in _wanted(path, text)]
    return [file for file in dict.fromkeys(files) if file is not None]


def _wanted(path: str, text: str | None) -> Iterator[tuple[str, int]]:
    """Yield what the imports of a file may mean: its lines alone are read, as there may be very many files."""
    try:
        if text is not None:
            written = text.encode(errors="replace")
        else:
            with open(path, "rb") as file:
                written = file.read(_LARGEST)
    except OSError:
        return
    for modules, owner, names in _IMPORT.findall(written):
        for name in (found.decode() for found in _NAME.findall(modules)):
            yield name, 0
            yield name.partition(".")[0], 0
        if owner:
            base = owner.decode().lstrip(".")
            level = len(owner) - len(base.encode())
            yield base, level
            for name in (found.decode() for found in _NAME.findall(names)):
                yield f"{base}.{name}" if base else name, level
