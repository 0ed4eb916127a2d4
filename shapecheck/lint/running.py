"""One run of the interpreter through a file: who listens, and what the rules say of it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from shapecheck.infer.shown import Shown
from shapecheck.language import Phrase, said
from shapecheck.lint.files import Text
from shapecheck.lint.finding import Finding
from shapecheck.lint.listener import Listener
from shapecheck.lint.rule import LintRule
from shapecheck.lint.table import LINT_RULES
from shapecheck.ops.history import Version

if TYPE_CHECKING:
    from shapecheck.infer.units import Shared

__all__ = ["SUPPOSED", "Given", "Ran", "go_through"]

_MOST_OUTPUTS = 3  # that one finding names
SUPPOSED = Phrase("found on arguments of generic sizes: whatever the sizes are, this does not fit")


@dataclass(frozen=True, slots=True)
class Given:
    """A file with all that it is gone through with: rules, folders of modules, versions of NumPy, shared modules."""

    text: Text
    path: str
    rules: Mapping[str, LintRule]
    roots: tuple[str, ...]
    versions: tuple[Version, ...]
    shared: "Shared | None"
    names: Mapping[str, Any] | None = None  # what a line is given, by its names


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of one run.

    Parameters
    ----------
    certain, supposed, shown : Listener
        Who heard what happens, what happens in functions that are tried, and where arrays are as stored outputs show.
    findings : tuple of Finding
        What was found.
    tried : tuple of Finding
        What was found in functions that were tried, known otherwise or not.
    finished : bool
        Whether all of the file was gone through.
    """

    certain: Listener
    supposed: Listener
    shown: Listener
    findings: tuple[Finding, ...]
    tried: tuple[Finding, ...]
    finished: bool

    @property
    def heard(self) -> tuple[Listener, ...]:
        """All who heard something."""
        return self.certain, self.supposed, self.shown


def go_through(given: Given, *, mends: bool = True, tries: bool = True) -> Ran:
    """Go through a file.

    Parameters
    ----------
    given : Given
        The file.
    mends : bool
        Whether it is looked for what may be written instead.
    tries : bool
        Whether functions that nothing calls are tried on generic arguments.

    Raises
    ------
    Unreadable
        When it cannot be parsed.
    """
    text, path = given.text, given.path
    certain, supposed, shown = (
        Listener(given.rules, text.line_name, path, partial(_is_expected, text), given.versions, mends=mends)
        for _ in ("certain", "supposed", "shown")
    )
    supposed.by_calls = False
    usable: list[Shown] = []
    if given.names is not None:
        from shapecheck.infer.lines import heard

        certain.memory.given = given.names
        heard(text.text, path, given.names, certain)
        return Ran(certain, supposed, shown, tuple(certain.findings()), (), True)
    from shapecheck.infer.program import interpret

    run = partial(interpret, text.text, path, roots=given.roots, shared=given.shared)

    def name_sizes(plain: Callable[[str], str]) -> None:
        certain.plain = supposed.plain = shown.plain = plain

    tried = supposed if tries else None
    finished = run(certain, tried=tried, shown=text.shown, asked=usable.append, plain=name_sizes)
    if usable:
        run(shown, shown=usable, unreached=False, plain=name_sizes)
        certain.tally.known_by(shown.tally)
    findings = tuple(certain.findings())
    findings += tuple(_by_outputs(shown, findings, path, usable))
    found = tuple(supposed.findings())
    findings += tuple(_supposed(found, findings, path))
    return Ran(certain, supposed, shown, findings, found, finished)


def _supposed(tried: Sequence[Finding], certain: Sequence[Finding], path: str) -> Iterator[Finding]:
    """Give what trials on generic arguments found, where nothing certain was found: what they suppose, it rests on."""
    for finding in tried:
        known = any(other.covers(finding) or finding.covers(other) for other in certain)
        told = finding.severity == "error" or LINT_RULES[finding.code].of_trials
        if told and finding.path == path and not known:
            yield replace(finding, severity="warning", notes=(*finding.notes, str(said(SUPPOSED))))


def _by_outputs(showing: Listener, certain: Sequence[Finding], path: str, usable: Sequence[Shown]) -> Iterator[Finding]:
    """Give what was found where arrays have the shapes that stored outputs show, which may be older than the code."""
    for finding in showing.findings():
        known = any(other.covers(finding) or finding.covers(other) for other in certain)
        if finding.path == path and not known:
            near = _behind(finding, usable, showing.outputs.get(finding.key, frozenset()))
            notes = tuple(dict.fromkeys(str(said(own.text)) for own in near))[:_MOST_OUTPUTS]
            yield replace(finding, severity="warning", notes=(*finding.notes, *notes))


def _behind(finding: Finding, usable: Sequence[Shown], cells: Collection[int]) -> Sequence[Shown]:
    """Return the outputs that a finding rests on: those that its sizes come from, of its operands if they are shown.

    All of them where no size says where it comes from.
    """
    near = [own for own in usable if own.cell in cells] or usable
    named = [own for own in near if any(own.path == operand.name for operand in finding.operands)]
    return named or near


def _is_expected(text: Text, line: int) -> bool:
    """Tell whether a line is in a cell of a notebook that shows an error on purpose."""
    return bool(text.expected) and text.cell_at(line)[0] in text.expected
