"""One file: read, gone through by the interpreter, and what the rules say of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shapecheck.infer.events import Passed
from shapecheck.infer.shown import Shown
from shapecheck.lint.comments import Comment, comments_in
from shapecheck.lint.files import CannotRead, Text, text_of
from shapecheck.lint.finding import Finding
from shapecheck.lint.listener import Listener
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import UNFINISHED, Unread
from shapecheck.lint.table import LINT_RULES
from shapecheck.lint.tally import Tally
from shapecheck.lint.unseen import first_call_of_numpy
from shapecheck.ops.history import NEWEST, Version

if TYPE_CHECKING:
    from shapecheck.infer.units import Shared

__all__ = ["SUPPOSED", "Examined", "examine", "examine_text", "fault_of", "notices_of"]


@dataclass(frozen=True, slots=True)
class Examined:
    """What one file gave, before comments and settings are asked."""

    path: str
    findings: tuple[Finding, ...] = ()
    comments: Mapping[str, tuple[Comment, ...]] = field(
        default_factory=dict
    )  # of this file, and of others with findings
    tally: Tally = field(default_factory=Tally)
    notices: tuple[Notice, ...] = ()
    text: Text | None = None  # of a notebook, for its cells
    unread: Unread | None = None


_MOST_OUTPUTS = 3  # that one finding names
SUPPOSED = "found on arguments of generic sizes: whatever the sizes are, this does not fit"


def examine(
    path: str,
    codes: frozenset[str],
    roots: tuple[str, ...] = (),
    versions: tuple[Version, ...] = NEWEST,
    *,
    shared: "Shared | None" = None,
) -> Examined:
    """Examine a file; whatever goes wrong is part of what it gives. Modules that others import are `shared`."""
    try:
        text = text_of(path)
    except CannotRead as error:
        return Examined(path, unread=Unread(path, error.line, error.message))
    except Exception as error:  # the rest of the files must go on
        return _broken(path, error)
    return examine_text(text, path, codes, roots, versions, shared=shared)


def examine_text(
    text: Text,
    path: str,
    codes: frozenset[str],
    roots: tuple[str, ...] = (),
    versions: tuple[Version, ...] = NEWEST,
    *,
    shared: "Shared | None" = None,
) -> Examined:
    """Examine a source text."""
    # Imported here, so that what is wrong with the call is told at once.
    from shapecheck.infer.program import Unreadable, interpret

    rules = {code: rule for code, rule in LINT_RULES.items() if code in codes}
    listener, trials, showing = (
        Listener(rules, text.line_name, path, partial(_is_expected, text), versions)
        for _ in ("certain", "supposed", "by stored outputs")
    )
    usable: list[Shown] = []
    run = partial(interpret, text.text, path, roots=roots, shared=shared)

    def name_sizes(plain: Callable[[str], str]) -> None:
        listener.plain = trials.plain = showing.plain = plain

    try:
        finished = run(listener, tried=trials, shown=text.shown, asked=usable.append, plain=name_sizes)
        if usable:
            run(showing, shown=usable, unreached=False, plain=name_sizes)
            listener.tally.known_by(showing.tally)
        findings = tuple(listener.findings())
        findings += tuple(_by_outputs(showing, findings, path, usable))
        findings += tuple(_supposed(trials, findings, path))
    except Unreadable as error:
        cell, line = (None, None) if error.line is None else text.cell_at(error.line)
        return Examined(path, unread=Unread(path, line, error.message, cell))
    except Exception as error:  # the rest of the files must go on
        return _broken(path, error)
    texts = {**listener.texts(), path: text.text}
    names = {rule.name: code for code, rule in LINT_RULES.items()}
    comments = {name: comments_in(source, names) for name, source in texts.items()}
    heard = (listener, trials, showing)
    failed = [("", error) for each in heard for error in each.failures]
    failed += [(f"rule {code}: ", error) for each in heard for code, error in each.faults.items()]
    fault = next((fault_of(path, error, what) for what, error in failed), None)
    cells = text if text.cells else None
    seen = any(own == path for own, _ in listener.tally.ranks)
    notices = notices_of(listener.notices, text, path, finished=finished, seen=seen)
    return Examined(path, findings, comments, listener.tally, notices, cells, fault)


def _supposed(trials: Listener, certain: Sequence[Finding], path: str) -> Iterator[Finding]:
    """Give what trials on generic arguments found, where nothing certain was found: what they suppose, it rests on."""
    for finding in trials.findings():
        known = any(other.covers(finding) or finding.covers(other) for other in certain)
        told = finding.severity == "error" or LINT_RULES[finding.code].of_trials
        if told and finding.path == path and not known:
            yield replace(finding, severity="warning", notes=(*finding.notes, SUPPOSED))


def _by_outputs(showing: Listener, certain: Sequence[Finding], path: str, usable: Sequence[Shown]) -> Iterator[Finding]:
    """Give what was found where arrays have the shapes that stored outputs show, which may be older than the code."""
    for finding in showing.findings():
        known = any(other.covers(finding) or finding.covers(other) for other in certain)
        if finding.path == path and not known:
            notes = tuple(dict.fromkeys(own.text for own in _behind(finding, usable)))[:_MOST_OUTPUTS]
            yield replace(finding, severity="warning", notes=(*finding.notes, *notes))


def _behind(finding: Finding, usable: Sequence[Shown]) -> Sequence[Shown]:
    """Return the outputs that a finding rests on: those that its sizes come from, of its operands if they are shown.

    All of them where no size says where it comes from.
    """
    origins = " ".join(operand.origin for operand in finding.operands)
    near = [own for own in usable if re.search(rf"stored output of cell {own.cell}\b", origins)] or usable
    named = [own for own in near if any(own.path == operand.name for operand in finding.operands)]
    return named or near


def _is_expected(text: Text, line: int) -> bool:
    """Tell whether a line is in a cell of a notebook that shows an error on purpose."""
    return bool(text.expected) and text.cell_at(line)[0] in text.expected


def notices_of(
    told: Iterable[Notice], text: Text, path: str, *, finished: bool, seen: bool = True
) -> tuple[Notice, ...]:
    """Give what the reader must know, of this file and of those that it imports.

    Parameters
    ----------
    told : iterable of Notice
        What the interpreter has told.
    text : Text
        The text of the file.
    path : str
        The file.
    finished : bool
        Whether it was gone through to its end.
    seen : bool
        Whether an operation was seen in it.
    """
    found = set(told)
    found |= {Notice(path, kind, message, line) for line, kind, message in text.notices}
    if not finished and not any(own.kind is Passed.UNFINISHED and own.path == path for own in found):
        found.add(Notice(path, Passed.UNFINISHED, UNFINISHED))
    if not seen:
        line = first_call_of_numpy(text.text)
        if line is not None:
            found.add(Notice(path, Passed.UNSEEN, "NumPy is called, and no operation was seen", line))
    return tuple(_in_cell(own, text) if own.path == path else own for own in sorted(found, key=lambda own: own.key))


def _in_cell(notice: Notice, text: Text) -> Notice:
    """Give a notice, in a notebook with its line counted in its cell."""
    if notice.line is None:
        return notice
    cell, line = text.cell_at(notice.line)
    return replace(notice, cell=cell, line=line)


def _broken(path: str, error: Exception) -> Examined:
    return Examined(path, unread=fault_of(path, error))


def fault_of(path: str, error: Exception, what: str = "") -> Unread:
    """Give what is said where shapecheck itself fails: the error, and where in it that was."""
    where = ""
    trace = error.__traceback__
    while trace is not None:
        where = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    said = " ".join(str(error).split())[:200]
    message = f"{what}{type(error).__name__}{f': {said}' if said else ''}{where}"
    return Unread(path, None, message, own_fault=True)
