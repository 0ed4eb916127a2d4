"""A repair: what may be written instead where something does not fit, as an edit of the text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from shapecheck.core.array import Array
from shapecheck.infer.site import Site
from shapecheck.lint.mending.rewriting import TextEdit, offsets_of
from shapecheck.wording import fits

__all__ = ["Kind", "Repair", "Repairs"]


class Kind(IntEnum):
    """What a repair changes."""

    KEEPS = 1
    """A reduction keeps its axes, where it was made."""
    PLACE = 2
    """The operation that does not fit."""
    AXIS = 3
    """An operation goes along another axis, where something was made."""
    KEEPS_NOT = 4
    """A reduction keeps its axes no more."""
    TURNED = 5
    """An operand is transposed, or multiplied as a matrix, where something was made."""
    OPTION = 6
    """An operation has another option, or is another one of its family."""
    SIZE = 7
    """An array is made with other sizes."""
    KEY = 8
    """An index is another one, or stands on another axis."""
    NAME = 9
    """Another name is written."""
    CALL = 10
    """The arguments of a call are exchanged, or one of them is transposed."""
    LOOP = 11
    """A loop ends earlier."""
    TARGETS = 12
    """What is unpacked goes to names in another order."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of the source.

    Parameters
    ----------
    site : Site
        What is changed.
    text : str
        What it is then, on one line.
    result : Array or None
        What that gives, where it is an array.
    edit : TextEdit
        The change of the file's text.
    kind : Kind
        What is changed.
    reason : str
        What is wrong with it as it is, where something else does not fit because of it.
    is_only : bool
        Whether it must have this shape, as a gradient must have that of its variable, or is used nowhere else; and the
        same along another axis would not fit.
    is_told : bool
        Whether a rule says it, which tried it on all sizes: it is said also where it is no edit.
    """

    site: Site
    text: str
    result: Array | None
    edit: TextEdit
    kind: Kind
    reason: str = ""
    is_only: bool = False
    is_told: bool = False

    def said(self) -> str:
        """Return the help in words."""
        return fits(self.text, None if self.result is None else self.result.shape)

    @property
    def path(self) -> str:
        """The file that is changed."""
        return self.site.source.path

    @property
    def is_safe(self) -> bool:
        """Whether nothing else can have been meant: an axis that is kept changes no value, and no other axis fits."""
        return self.kind is Kind.KEEPS and self.is_only

    @property
    def span(self) -> tuple[int, int, int, int]:
        """Where the edit starts and ends: a line and a column, each counted from 1."""
        offsets = offsets_of(self.site.source)
        return *offsets.place(self.edit.start), *offsets.place(self.edit.end)


class Repairs:
    """The repairs of one finding in the order in which they are tried: each is worked out when it is asked for.

    Most often the first one mends the file, and the others need not be known.

    Parameters
    ----------
    each : iterable of Repair
        Gives them.
    """

    def __init__(self, each: Iterable[Repair] = ()) -> None:
        self._rest = iter(each)
        self._known: list[Repair] = []

    def __iter__(self) -> Iterator[Repair]:
        place = 0
        while place < len(self._known) or self._goes_on():
            yield self._known[place]
            place += 1

    def __bool__(self) -> bool:
        return self.first is not None

    @property
    def first(self) -> Repair | None:
        """The one that is most often meant."""
        return next(iter(self), None)

    def _goes_on(self) -> bool:
        """Work out one more, and tell whether there is one."""
        for repair in self._rest:
            self._known.append(repair)
            return True
        return False
