"""What fixes change, as a unified diff: of a notebook one for each cell."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from difflib import unified_diff

from shapecheck.display import printable
from shapecheck.lint.files import decoded
from shapecheck.lint.finding import place
from shapecheck.lint.fixing.cells import lines_of
from shapecheck.lint.fixing.rounds import Fixed
from shapecheck.lint.notebook import sources_of

__all__ = ["difference"]


def difference(fixed: Fixed, *, notebook: bool = False) -> Iterator[str]:
    r"""Yield the lines of a unified diff, each with its end.

    Examples
    --------
    >>> print(*difference(Fixed("f.py", b"x = y.sum(1)", b"x = y.sum(1, keepdims=True)", 1)), sep="", end="")
    --- f.py
    +++ f.py
    @@ -1 +1 @@
    -x = y.sum(1)
    \ No newline at end of file
    +x = y.sum(1, keepdims=True)
    \ No newline at end of file
    """
    if not notebook:
        yield from _lines(fixed.path, _text(fixed.before), _text(fixed.after))
        return
    after = sources_of(fixed.after)
    for number, source in sources_of(fixed.before).items():
        yield from _lines(place(fixed.path, number, None), source, after[number])


def _text(content: bytes) -> str:
    """Return a text with its byte order mark: what applies the diff compares it too."""
    return "\ufeff" * content.startswith(BOM_UTF8) + decoded(content).text


def _lines(name: str, before: str, after: str) -> Iterator[str]:
    name = printable(name)
    for line in unified_diff(lines_of(before), lines_of(after), name, name):
        # difflib ends its own lines by itself, and leaves the last one of a text as it is.
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
