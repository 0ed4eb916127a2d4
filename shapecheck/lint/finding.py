"""A finding: what a lint rule says of one place, as data for the reports."""

from dataclasses import dataclass, replace
from enum import IntEnum

from shapecheck.diagnostics import OperandLine
from shapecheck.infer.site import Site
from shapecheck.language import say

__all__ = ["Edit", "Finding", "Fix", "Operand", "Related", "Stage", "place"]


@dataclass(frozen=True, slots=True)
class Operand:
    """An operand of the expression in question: its shape, to be written under where it stands.

    Lines count from 1; columns are characters from 1, the end behind the last one.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    shape: str


class Stage(IntEnum):
    """When something happens, of what a finding is about."""

    MADE = 0
    """What does not fit is made."""
    MET = 1
    """It is met, and does not fit."""
    FOLLOWS = 2
    """Something is made of the result."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about: where, counted as in a finding; what happens there, and when."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    cell: int | None = None
    stage: Stage = Stage.MET

    @classmethod
    def at(cls, site: Site, message: str, stage: Stage = Stage.MET) -> "Related":
        """Return what happens at a site."""
        return cls(site.source.path, site.line, site.column, site.end_line, site.end_column, message, stage=stage)


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement in a source: the part from one place to the other, counted as in a finding, becomes the text."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    cell: int | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A help as edits of the source, no two of which overlap; `is_safe` where nothing else changes its meaning.

    `kind` is what sort of change it is, in a word; `uncovered` what is found then where the program did not get before.
    """

    message: str
    edits: tuple[Edit, ...]
    is_safe: bool = False
    kind: str = ""
    uncovered: tuple[Related, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """What a rule has found.

    Parameters
    ----------
    path : str
        The file as the user named it; `<stdin>` for standard input.
    line, column, end_line, end_column : int
        Where, counted from 1; columns in characters, the end behind the last one.
    code : str
        The rule's code: `SHP101`.
    severity : str
        `"error"` or `"warning"`.
    message : str
        Operation and failed relation, each size with its operand.
    operands : tuple of OperandLine
        Each operand with its shape and where its sizes come from.
    notes : tuple of str
        The calls that led there, the innermost first, and what else helps.
    help : str, optional
        What to write instead; only where it was tried on the shapes and makes them fit.
    marks : tuple of Operand
        Where in the source the operands stand.
    source : tuple of str
        The lines from `line` to `end_line`.
    cell : int, optional
        The cell of a notebook that the lines are counted in, from 1.
    name : str
        The rule's name: `matmul-sizes`.
    related : tuple of Related
        Other places that it is about.
    fix : Fix, optional
        The help as edits of the source.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    severity: str
    message: str
    operands: tuple[OperandLine, ...] = ()
    notes: tuple[str, ...] = ()
    help: str | None = None
    marks: tuple[Operand, ...] = ()
    source: tuple[str, ...] = ()
    cell: int | None = None
    name: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    def __str__(self) -> str:
        """Give one line: the place, the code and the message."""
        return f"{self.place}: {self.code} {self.message}"

    def __repr__(self) -> str:
        return f"<{self.severity} {self}>"

    @property
    def key(self) -> tuple[str, int, int, int, str]:
        """What findings are sorted by, and what makes two of them one."""
        return self.path, self.cell or 0, self.line, self.column, self.code

    @property
    def place(self) -> str:
        """Where, in one word: `model.py:31:13`, `lesson.ipynb:cell 3:2:5`."""
        return place(self.path, self.cell, self.line, self.column)

    @property
    def way(self) -> "tuple[Finding | Related, ...]":
        """The finding and its related places in the order in which they happen: made, met, and what comes of it.

        Where what does not fit is met in a related place, the finding is where it was made or passed.
        """
        own = Stage.MADE if any(place.stage is Stage.MET for place in self.related) else Stage.MET
        places: list[tuple[Stage, Finding | Related]] = [(own, self), *((place.stage, place) for place in self.related)]
        return tuple(place for _, place in sorted(places, key=lambda pair: pair[0]))

    def moved(self, site: Site, message: str) -> "Finding":
        """Return the finding at the site that it comes from, with what is said there; its own place is related."""
        own = Related(self.path, self.line, self.column, self.end_line, self.end_column, self.message)
        return replace(
            self,
            path=site.source.path,
            line=site.line,
            column=site.column,
            end_line=site.end_line,
            end_column=site.end_column,
            message=message,
            marks=(),
            source=tuple(site.source.lines[site.line - 1 : site.end_line]),
            related=(own, *self.related),
        )

    def covers(self, other: "Finding") -> bool:
        """Tell whether the other finding lies within this one."""
        own = (self.line, self.column), (self.end_line, self.end_column)
        inner = (other.line, other.column), (other.end_line, other.end_column)
        return (self.path, self.cell) == (other.path, other.cell) and own[0] <= inner[0] and inner[1] <= own[1]


def place(path: str, cell: int | None, line: int | None, column: int | None = None) -> str:
    """Give a place as one word, as far as it is known.

    Examples
    --------
    >>> place("model.py", None, 31, 13), place("lesson.ipynb", 3, 2), place("old.py", None, None)
    ('model.py:31:13', 'lesson.ipynb:cell 3:2', 'old.py')
    """
    parts = (path, None if cell is None else say("cell {cell}", cell=cell), line, column)
    return ":".join(str(part) for part in parts if part is not None)
