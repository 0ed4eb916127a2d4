"""The form of a lint rule, and what its check gives."""

import ast
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.display import wrapped
from shapecheck.infer.events import Assigned, Resting
from shapecheck.infer.site import Site
from shapecheck.infer.told_of_calls import Named
from shapecheck.language import Phrase, said, say
from shapecheck.lint.memory import Memory
from shapecheck.ops.rule import Rule

__all__ = ["SEVERITIES", "Basis", "LintRule", "Problem", "paragraph", "printed", "worded"]

_PREVIEW = Phrase("In preview: it is asked only where it is named in full, by `--extend-select` or in the settings.")
SEVERITIES: Mapping[str, Phrase] = {"error": Phrase("error"), "warning": Phrase("warning")}
_WIDTH = 120  # of the lines of a page
_MOST_LINES = 4  # of a docstring that a message names
_WORD = re.compile(r"\w+", re.ASCII)  # in Chinese, words stand beside code without a space


@dataclass(frozen=True, slots=True)
class Basis:
    """What of a docstring a problem rests on.

    Parameters
    ----------
    path : str
        The file.
    lines : tuple of int
        Where in it.
    names : mapping of str to str
        How the docstring calls sizes, by how they print otherwise: a name may stand for other sizes elsewhere.
    """

    path: str
    lines: tuple[int, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, resting: Resting, arrays: Collection[str] | None = None) -> "Basis":
        """Give what a docstring states of some of the parameters, of all if none are named."""
        lines = {line for name, line in resting.lines.items() if arrays is None or name in arrays}
        return cls(resting.site.source.path, tuple(sorted(lines))[:_MOST_LINES], cls.names_in(resting))

    @staticmethod
    def names_in(resting: Resting | None) -> Mapping[str, str]:
        """Give how a docstring calls sizes, by how they print otherwise; nothing where none is rested on."""
        sizes = {} if resting is None else resting.sizes
        return {str(size): text for size, text in sizes.items() if text.isidentifier()}

    def worded(self, text: str) -> str:
        """Give a text in which sizes are called as the docstring calls them."""
        return worded(text, self.names)


def worded(text: str, names: Mapping[str, str]) -> str:
    """Give a text with other names of sizes.

    Examples
    --------
    >>> worded("(n, n_1)", {"n": "rows"})
    '(rows, n_1)'
    """
    return _WORD.sub(lambda found: names.get(found[0], found[0]), text)


def printed(sizes: Iterable[int | str | Dim | None]) -> str:
    """Print sizes as a shape, with `_` for any size.

    Examples
    --------
    >>> printed(["n", 3]), printed([None]), printed([])
    ('(n, 3)', '(_,)', '()')
    """
    found = ["_" if size is None else str(size) for size in sizes]
    return f"({found[0]},)" if len(found) == 1 else f"({', '.join(found)})"


def paragraph(text: str) -> str:
    """Return a paragraph of a page, in lines; in one where lines would put spaces between characters."""
    words = str(said(text)).strip()
    return "\n".join(wrapped(words, _WIDTH)) if words.isascii() else words


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a place, worded.

    Parameters
    ----------
    message : str
        Operation and failed relation, without the rule's code.
    operands : tuple of Array
        What the operation is done on, each with a name: their shapes and origins are shown.
    marks : tuple of (ast.expr, Array)
        Operands with the nodes that they stand at.
    notes : tuple of str
        What else helps.
    mendable : ast.AST, optional
        The operation that a change is looked for in, where it is not the place itself.
    wanted : Array, optional
        What the changed operation must give; None where any result will do.
    made : Array, optional
        What must have that shape, where it is the result of no operation that a change is looked for in.
    help : str, optional
        What to write instead, where the check itself tried it on the shapes.
    instead : str
        An expression that the help writes in place of the operation, where it is one.
    site : Site, optional
        Where it is, if that is not the place of the event.
    cause : str
        What it comes from, in words that are the same for all that comes from it in one file: the first one is told.
    subject : str
        A name that the problem is about: nothing is said of it where another finding is at a place that mentions it.
    basis : Basis, optional
        What of a docstring it rests on.
    unless : callable, optional
        Tells, when the whole program was gone through, whether what came afterwards shows that it is no problem.
    """

    message: str
    operands: tuple[Array, ...] = ()
    marks: tuple[tuple[ast.expr, Array], ...] = ()
    notes: tuple[str, ...] = ()
    mendable: ast.AST | None = None
    wanted: Array | None = None
    made: Array | None = None
    help: str | None = None
    instead: str = ""
    site: Site | None = None
    cause: str = ""
    subject: str = ""
    basis: Basis | None = None
    unless: Callable[[], bool] | None = None


@dataclass(frozen=True, slots=True)
class LintRule:
    """A lint rule: a code, a page, examples, and a check of events.

    Parameters
    ----------
    code : str
        Such as `SHP101`: `SHP1xx` are errors, the others warnings.
    name : str
        What it is about, in words with hyphens between them.
    what, why : str
        The page: what the rule does, why it hurts.
    bad, good : str
        Programs: in the first one the rule finds something, in the second one nothing is found.
    events : tuple of type
        The classes of the events that are checked, of assignments those of arrays; none where the runner itself finds
        the problem.
    check : callable, optional
        Gives the problem with an event, or None. Of operations, an error's check gets those that are possible for no
        sizes, a warning's check the others.
    concerns : callable, optional
        Tells of which operations' events are checked; of all if it is left out.
    at_end : callable, optional
        Gives what is found out only when the whole program was gone through, each problem with the assignment that it
        is about.
    general : bool
        Whether a finding gives way to that of another rule which says more of the same place.
    of_trials : bool
        Whether it is a warning of what is found where functions are tried on generic arguments; of other warnings
        nothing is told then.
    of_versions : bool
        Whether it is asked, in place of errors, about operations that some versions of NumPy take.
    preview : bool
        Whether it is asked only where it is named in full: how often it is right is not known yet.
    of_stated : bool
        Whether it tells, in place of errors, of what is possible for no sizes only as a docstring states the arguments.
    """

    code: str
    name: str
    what: str
    why: str
    bad: str
    good: str
    events: tuple[type, ...] = ()
    check: Callable[[Any, Memory], Problem | None] | None = None
    concerns: Callable[[Rule], bool] | None = None
    at_end: Callable[[Memory], Iterator[tuple[Assigned | Named, Problem]]] | None = None
    general: bool = False
    of_versions: bool = False
    of_trials: bool = False
    of_stated: bool = False
    preview: bool = False

    @property
    def severity(self) -> str:
        """`"error"` or `"warning"`."""
        return "error" if self.code.startswith("SHP1") else "warning"

    @property
    def is_of_comments(self) -> bool:
        """Whether it is about comments that ignore findings, not about arrays."""
        return self.check is None and self.at_end is None

    @property
    def page(self) -> str:
        """The page on the rule, in Markdown."""
        return "\n\n".join(
            (
                f"# {self.name} ({self.code})",
                *([str(said(_PREVIEW))] if self.preview else []),
                f"## {say('What it does')}\n\n{paragraph(self.what)}",
                f"## {say('Why it hurts')}\n\n{paragraph(self.why)}",
                f"## {say('Example')}\n\n```py\n{self.bad.strip()}\n```",
                f"## {say('Use instead')}\n\n```py\n{self.good.strip()}\n```\n",
            )
        )
