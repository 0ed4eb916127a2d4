"""What commands on files and folders share: how far a long run is, and what is on standard input."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from shapecheck.lint.files import Text, decoded
from shapecheck.lint.notebook import is_notebook
from shapecheck.lint.shared import Progress

__all__ = ["shown_progress", "standard_input"]

_PATIENCE = 1.0  # seconds after which progress is shown


def standard_input(name: str) -> Text:
    """Read standard input, a program or a notebook.

    Raises
    ------
    CannotRead
        When it is neither.
    """
    content = sys.stdin.buffer.read()
    return decoded(content, notebook=name.endswith(".ipynb") or is_notebook(content))


@contextmanager
def shown_progress() -> Iterator[Progress | None]:
    """Give what shows how far a long run is, on one line that is taken away at the end; None where nobody sees it."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    start, shown = time.monotonic(), False

    def show(done: int, total: int) -> None:
        nonlocal shown
        if time.monotonic() - start > _PATIENCE:
            shown = True
            sys.stderr.write(f"\r{done} of {total} files")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
