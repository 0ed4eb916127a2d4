"""One file: read, gone through by the interpreter, and what the rules say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from shapecheck.infer.events import Passed
from shapecheck.language import said, say
from shapecheck.lint.comments import Comment, comments_in
from shapecheck.lint.files import CannotRead, Text, decoded, text_of
from shapecheck.lint.finding import Finding
from shapecheck.lint.mending.helping import helped
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import UNFINISHED, Unread
from shapecheck.lint.running import Given, go_through
from shapecheck.lint.table import LINT_RULES, RULE_NAMES
from shapecheck.lint.tally import Tally
from shapecheck.lint.unseen import first_call_of_numpy
from shapecheck.ops.history import NEWEST, Version

if TYPE_CHECKING:
    from shapecheck.infer.units import Shared

__all__ = ["Examined", "examine", "examine_text", "fault_of", "notices_of"]


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


def examine(
    path: str,
    codes: frozenset[str],
    roots: tuple[str, ...] = (),
    versions: tuple[Version, ...] = NEWEST,
    *,
    content: bytes | None = None,
    shared: "Shared | None" = None,
    mends: bool = True,
) -> Examined:
    """Examine a file, or a content that it has not yet; whatever goes wrong is part of what it gives.

    Modules that others import are `shared`.
    """
    try:
        text = text_of(path) if content is None else decoded(content, notebook=path.endswith(".ipynb"))
    except CannotRead as error:
        return Examined(path, unread=Unread(path, error.line, str(said(error.message))))
    except Exception as error:  # the rest of the files must go on
        return _broken(path, error)
    return examine_text(text, path, codes, roots, versions, shared=shared, mends=mends)


def examine_text(
    text: Text,
    path: str,
    codes: frozenset[str],
    roots: tuple[str, ...] = (),
    versions: tuple[Version, ...] = NEWEST,
    *,
    shared: "Shared | None" = None,
    mends: bool = True,
) -> Examined:
    """Examine a source text; `mends` says whether it is looked for what may be written instead."""
    # Imported here, so that what is wrong with the call is told at once.
    from shapecheck.infer.program import Unreadable

    rules = {code: rule for code, rule in LINT_RULES.items() if code in codes}
    given = Given(text, path, rules, roots, versions, shared)
    try:
        ran = go_through(given, mends=mends)
        findings = ran.findings
    except Unreadable as error:
        cell, line = (None, None) if error.line is None else text.cell_at(error.line)
        return Examined(path, unread=Unread(path, line, str(said(error.message)), cell))
    except Exception as error:  # the rest of the files must go on
        return _broken(path, error)
    listener = ran.certain
    failed = [("", error) for each in ran.heard for error in each.failures]
    try:
        findings = helped(given, ran) if mends else findings
    except Exception as error:  # what was found must be told
        findings = tuple(replace(own, help=None) for own in findings)
        failed.append((say("helps: "), error))
    failed += [(say("rule {code}: ", code=code), error) for each in ran.heard for code, error in each.faults.items()]
    texts = {**listener.texts(), path: text.text}
    comments = {name: comments_in(source, RULE_NAMES) for name, source in texts.items()}
    fault = next((fault_of(path, error, what) for what, error in failed), None)
    cells = text if text.cells else None
    seen = any(own == path for own, _ in listener.tally.ranks)
    notices = notices_of(listener.notices, text, path, finished=ran.finished, seen=seen)
    return Examined(path, findings, comments, listener.tally, notices, cells, fault)


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
    found |= {Notice(path, kind, str(said(message)), line) for line, kind, message in text.notices}
    if not finished and not any(own.kind is Passed.UNFINISHED and own.path == path for own in found):
        found.add(Notice(path, Passed.UNFINISHED, str(said(UNFINISHED))))
    if not seen:
        line = first_call_of_numpy(text.text)
        if line is not None:
            found.add(Notice(path, Passed.UNSEEN, say("NumPy is called, and no operation was seen"), line))
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
        where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    text = " ".join(str(error).split())[:200]
    kind = f"{type(error).__name__}: {text}" if text else type(error).__name__
    message = f"{what}{say('{error} at {place}', error=kind, place=where) if where else kind}"
    return Unread(path, None, message, own_fault=True)
