"""The contracts of the functions in files and folders, with what could not be read and what must be known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from shapecheck.infer.events import Event, Failed, Noticed
from shapecheck.infer.summaries import Summary
from shapecheck.language import said
from shapecheck.lint.examine import fault_of, notices_of
from shapecheck.lint.files import STDIN, CannotRead, Text, found_files, text_of
from shapecheck.lint.notice import Notice
from shapecheck.lint.outcome import Unread
from shapecheck.lint.runner import AnySettings
from shapecheck.lint.shared import DIED, Progress, Work, each_file, nothing_in

__all__ = ["Contracts", "Derived", "contracts_in", "contracts_of"]

_Task = tuple[str, tuple[str, ...]]  # a file, folders of modules


@dataclass(frozen=True, slots=True)
class Derived:
    """What one file gave.

    Parameters
    ----------
    path : str
        The file.
    summaries : tuple of Summary
        The contracts of its functions, in the order of the file; in a notebook with lines counted in their cells.
    notices : tuple of Notice
        What the reader must know.
    unread : Unread or None
        Why it could not be read, if that is so.
    """

    path: str
    summaries: tuple[Summary, ...] = ()
    notices: tuple[Notice, ...] = ()
    unread: Unread | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Contracts:
    """The contracts of the functions in files, sorted by path and line. It prints as they do.

    Parameters
    ----------
    files : tuple of Derived
        What each file gave, sorted by path.
    notices : tuple of Notice
        What the reader must know besides that.
    """

    files: tuple[Derived, ...]
    notices: tuple[Notice, ...] = ()

    def __iter__(self) -> Iterator[Summary]:
        """Give the contracts of all files."""
        return iter([summary for file in self.files for summary in file.summaries])

    def __len__(self) -> int:
        """Give how many contracts there are."""
        return sum(len(file.summaries) for file in self.files)

    def __repr__(self) -> str:
        return "\n".join([*(str(summary.contract) for summary in self), *map(str, self.unread)])

    @property
    def unread(self) -> tuple[Unread, ...]:
        """The files that could not be read."""
        return tuple(file.unread for file in self.files if file.unread is not None)

    @property
    def status(self) -> int:
        """The exit status: 2 where shapecheck itself failed, 1 where a file could not be read, else 0."""
        return 2 if any(own.own_fault for own in self.unread) else 1 if self.unread else 0


def contracts_of(text: Text, path: str = STDIN, roots: Sequence[str] = (), *, proofs: bool = True) -> Contracts:
    """Derive the contracts of the functions in a text that was read already.

    Without `proofs` nothing is said of whether a function succeeds for every number of layers, which takes longest.
    """
    return _together([_derived(text, path, tuple(roots), proofs=proofs)])


def contracts_in(
    paths: Sequence[str], settings: AnySettings, progress: Progress | None = None, *, processes: int | None = None
) -> Contracts:
    """Derive the contracts of the functions in files and folders.

    Raises
    ------
    SettingsError
        When there is no such file or folder.
    """
    files = found_files(paths, settings)
    work = Work(_of_file, lambda path: (path, settings.of(path).src), _died)
    made = _together(each_file(files, work, progress, processes=processes))
    return replace(made, notices=(*made.notices, *nothing_in(paths, files)))


def _together(files: Iterable[Derived]) -> Contracts:
    found = tuple(sorted(files, key=lambda own: own.path))
    notices = {notice for own in found for notice in own.notices}
    return Contracts(found, tuple(sorted(notices, key=lambda notice: notice.key)))


def _died(path: str) -> Derived:
    return Derived(path, unread=Unread(path, None, DIED, own_fault=True))


def _of_file(task: _Task) -> Derived:
    path, roots = task
    try:
        return _derived(text_of(path), path, roots)
    except CannotRead as error:
        return Derived(path, unread=Unread(path, error.line, str(said(error.message))))
    except Exception as error:  # the rest of the files must go on
        return Derived(path, unread=fault_of(path, error))


def _derived(text: Text, path: str, roots: tuple[str, ...], *, proofs: bool = True) -> Derived:
    from shapecheck.infer.program import Unreadable, interpret

    summaries: list[Summary] = []
    told: set[Notice] = set()
    failures: list[Exception] = []

    def listen(event: Event) -> None:
        if isinstance(event, Failed):
            failures.append(event.error)
        elif isinstance(event, Noticed):
            told.add(Notice(event.site.source.path, event.kind, str(said(event.message)), event.site.line))

    try:
        finished = interpret(text.text, path, listen, roots=roots, summarised=summaries.append, unreached=False)
    except Unreadable as error:
        cell, line = (None, None) if error.line is None else text.cell_at(error.line)
        return Derived(path, unread=Unread(path, line, str(said(error.message)), cell))
    except Exception as error:  # the rest of the files must go on
        return Derived(path, unread=fault_of(path, error))
    told_of = _proved(summaries, text, path, roots) if proofs else summaries
    found = tuple(_in_cell(own, text) for own in told_of)
    fault = fault_of(path, failures[0]) if failures else None
    return Derived(path, found, notices_of(told, text, path, finished=finished), fault)


def _proved(summaries: Sequence[Summary], text: Text, path: str, roots: tuple[str, ...]) -> Iterator[Summary]:
    """Give summaries; those with families say whether the function is proved to succeed for every length."""
    from shapecheck.infer.induction.study import proved

    names = [str(own.contract.name) for own in summaries if own.lengths and not own.unproved]
    least = proved(text.text, path, names, roots=roots) if names else {}
    for own in summaries:
        yield replace(own, proved=least.get(own.contract.name)) if own.lengths else own


def _in_cell(summary: Summary, text: Text) -> Summary:
    """Give a summary, in a notebook with its lines counted in its cell."""
    cell, line = text.cell_at(summary.line)
    if cell is None:
        return summary
    before = summary.line - line
    unproved = tuple(replace(own, line=max(own.line - before, 0)) for own in summary.unproved)
    return replace(summary, line=line, cell=cell, unproved=unproved)
