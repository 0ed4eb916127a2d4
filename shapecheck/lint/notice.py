"""A notice: what the reader must know of a file although it is no finding, as data for the reports."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from shapecheck.infer.events import Passed
from shapecheck.language import say
from shapecheck.lint.finding import place

__all__ = ["Notice", "notice_lines"]

_FEW = 3  # files that are named of many with the same notice


@dataclass(frozen=True, slots=True)
class Notice:
    """A place that was passed over, or taken otherwise than it is written.

    Parameters
    ----------
    path : str
        The file as the user named it.
    kind : Passed
        What kind of thing it is: `"unfinished"`, `"unseen"`, ...
    message : str
        A clause that stands behind the place.
    line : int, optional
        The line, from 1; None where it is the whole file.
    cell : int, optional
        The cell of a notebook that the line is counted in, from 1.

    Examples
    --------
    >>> print(Notice("model.py", Passed.UNSEEN, "NumPy is called, and no operation was seen", 7))
    model.py:7: NumPy is called, and no operation was seen
    """

    path: str
    kind: Passed
    message: str
    line: int | None = None
    cell: int | None = None

    @property
    def key(self) -> tuple[str, int, int, str, str]:
        """What notices are sorted by, and what makes two of them one."""
        return self.path, self.cell or 0, self.line or 0, self.kind, self.message

    @property
    def place(self) -> str:
        """Where it is: `model.py:7`."""
        return place(self.path, self.cell, self.line)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


def notice_lines(notices: Iterable[Notice]) -> Iterator[str]:
    """Give notices as lines for a reader, in order: one line for the same notice of several files.

    Examples
    --------
    >>> same = [Notice(f"{name}.py", Passed.UNFINISHED, "it takes too many steps") for name in "abcde"]
    >>> list(notice_lines(same))
    ['5 files (a.py, b.py, c.py and 2 more): it takes too many steps']
    """
    groups: dict[tuple[str, str], list[Notice]] = {}
    for notice in notices:
        groups.setdefault((notice.kind, notice.message), []).append(notice)
    for (_, message), group in groups.items():
        first = {notice.path: notice for notice in reversed(group)}
        named = [notice.place for notice in reversed(first.values())]
        if len(first) > 1:
            yield say("{count} files ({places}): {message}", count=len(first), places=_few(named), message=message)
        elif len(group) > _FEW:
            yield say(
                "{place} and {count} places more: {message}", place=named[0], count=len(group) - 1, message=message
            )
        else:
            yield from map(str, group)


def _few(places: Sequence[str]) -> str:
    named = ", ".join(places[:_FEW])
    if len(places) <= _FEW:
        return named
    return say("{places} and {count} more", places=named, count=len(places) - _FEW)
