"""Which files are linted, and their text: Python sources by their own encoding, notebooks by their code cells."""

import io
import os
import tokenize
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shapecheck.infer.events import Passed
from shapecheck.infer.shown import Shown
from shapecheck.language import say
from shapecheck.lint.gitignore import Ignores
from shapecheck.lint.notebook import NotebookError, code_of_notebook
from shapecheck.lint.settings import Nearest, Settings, SettingsError

__all__ = ["STDIN", "CannotRead", "Text", "decoded", "file_key", "found_files", "text_of"]

STDIN = "<stdin>"  # what standard input is called
_SUFFIXES = frozenset({".py", ".ipynb"})


class CannotRead(Exception):
    """A file has no text that could be linted; carries the reason and the line, if there is one."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message, line)
        self.message = message
        self.line = line


@dataclass(frozen=True, slots=True)
class Text:
    """A source text.

    Parameters
    ----------
    text : str
        The text, that of a notebook's code cells one behind the other.
    cells : tuple of (int, int)
        For a notebook the number of each code cell, and the number of lines before it.
    notices : tuple of (int, Passed, str)
        What the reader must know of the text: the line, what kind of thing it is, and a clause.
    expected : frozenset of int
        The cells of a notebook in which an error is shown on purpose.
    as_written : str, optional
        The text as its author wrote it, where it is another: of a notebook with its magics, on the same lines.
    shown : tuple of Shown
        The shapes that the stored outputs of a notebook show.
    """

    text: str
    cells: tuple[tuple[int, int], ...] = ()
    notices: tuple[tuple[int, Passed, str], ...] = ()
    expected: frozenset[int] = frozenset()
    as_written: str | None = None
    shown: tuple[Shown, ...] = ()

    @property
    def written(self) -> str:
        """The text as its author wrote it."""
        return self.text if self.as_written is None else self.as_written

    def line_name(self, line: int) -> str:
        """Give the words for a line: `line 7`, `cell 3, line 2`."""
        cell, line = self.cell_at(line)
        if cell is None:
            return say("line {line}", line=line)
        return say("cell {cell}, line {line}", cell=cell, line=line)

    def cell_at(self, line: int) -> tuple[int | None, int]:
        """Give the cell of a line and the line within it; no cell where this is no notebook."""
        at = bisect_left(self.cells, line, key=lambda cell: cell[1]) - 1  # the last that begins before it
        if at < 0:
            return None, line
        number, before = self.cells[at]
        return number, line - before


def file_key(path: str) -> str:
    """Give what tells a file from others, however it was named; on Windows without upper and lower case."""
    return os.path.normcase(os.path.abspath(path))


def found_files(paths: Sequence[str], settings: Settings | Nearest) -> list[str]:
    """Give the files to lint, sorted, each once; a file that is named itself is never left out.

    Raises
    ------
    SettingsError
        When there is no such file or folder.
    """
    found: dict[str, None] = {}
    for name in paths:
        path = Path(name)
        if not name:
            raise SettingsError(say("a path is empty: the current folder is the path ."))
        if path.is_dir():
            found.update(dict.fromkeys(map(str, _inside(path, settings))))
        elif path.exists() and not path.is_file():
            raise SettingsError(say("{name} is neither a file nor a folder: - reads standard input", name=name))
        elif path.exists():
            found[str(path)] = None
        else:
            raise SettingsError(say("there is no file or folder {name}", name=name))
    return sorted(found)


def _inside(folder: Path, settings: Settings | Nearest) -> Iterator[Path]:
    """Give the files in a folder and the folders in it, without going round in circles of links."""
    full = folder.absolute()
    pending = [(folder, full, Ignores.above(full))]
    while pending:
        here, full, ignores = pending.pop()
        own = settings.of(here)
        try:
            entries = sorted(here.iterdir())
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or own.excludes(entry):
                continue
            is_folder = entry.is_dir()
            inside = full / entry.name
            if own.respect_gitignore and ignores.ignores(inside, is_folder=is_folder):
                continue
            if is_folder:
                if not entry.is_symlink():
                    pending.append((entry, inside, ignores.within(inside)))
            elif entry.suffix in _SUFFIXES and entry.is_file():
                yield entry


def text_of(path: str) -> Text:
    """Read a file.

    Raises
    ------
    CannotRead
        When it cannot be read, has another encoding than it says, or is no notebook.
    """
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise CannotRead(error.strerror or str(error)) from None
    return decoded(content, notebook=path.endswith(".ipynb"))


def decoded(content: bytes, *, notebook: bool = False) -> Text:
    """Give the text of a file's content."""
    if notebook:
        try:
            return Text(*code_of_notebook(content))
        except NotebookError as error:
            raise CannotRead(str(error)) from None
    if b"\0" in content:
        raise CannotRead(say("it has a null byte"), content[: content.index(b"\0")].count(b"\n") + 1)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    except SyntaxError as error:
        raise CannotRead(str(error.msg), 1) from None
    try:
        text = content.decode(encoding)
    except (UnicodeError, LookupError) as error:
        start = getattr(error, "start", 0)
        line = content[:start].count(b"\n") + 1
        reason = getattr(error, "reason", error)
        raise CannotRead(
            say("it is not encoded as {encoding}: {reason}", encoding=encoding, reason=reason), line
        ) from None
    return Text(text.removeprefix("\ufeff"))
