"""Notebooks: the code of their cells as one source text, what only IPython understands left out."""

import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["NotebookError", "code_of_notebook", "is_notebook"]

_PYTHON_CELLS = frozenset({"capture", "prun", "time", "timeit"})  # magics of a whole cell that run it as Python
_MAGIC = re.compile(r"(?P<indent>\s*)(?:[%!?].*|[\w.]+\?\??\s*)$", re.DOTALL)
_ASSIGNED = re.compile(r"(?P<target>\s*[\w., ]+=\s*)[%!].*$", re.DOTALL)


class NotebookError(ValueError):
    """It is no notebook of code in Python; the message says why."""


def is_notebook(content: bytes) -> bool:
    """Tell by its content whether a file without a name is a notebook."""
    return content.lstrip().startswith(b"{") and b'"cells"' in content and b'"nbformat"' in content


def code_of_notebook(content: bytes) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the source of a notebook's code cells, and each cell's number with the number of lines before it.

    Cells are counted from 1, those of text as well.

    Raises
    ------
    NotebookError
        When it is no notebook, or one in another language.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotebookError(f"it is not JSON: {error}") from None
    cells = found.get("cells") if isinstance(found, dict) else None
    if not isinstance(cells, list):
        raise NotebookError("it has no cells")
    language = _language(found)
    if language not in {None, "python", "ipython"}:
        raise NotebookError(f"it is in {language}")
    lines: list[str] = []
    starts = []
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            starts.append((number, len(lines)))
            lines.extend(_lines(cell.get("source", "")))
    return "\n".join(lines) + "\n", tuple(starts)


def _language(notebook: dict[str, Any]) -> str | None:
    metadata = notebook.get("metadata")
    info = metadata.get("language_info") if isinstance(metadata, dict) else None
    name = info.get("name") if isinstance(info, dict) else None
    return name.lower() if isinstance(name, str) else None


def _lines(source: object) -> Iterator[str]:
    """Give the lines of a cell, magics as statements that do nothing, so that every line keeps its number."""
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = next((line for line in lines if line.strip()), "").strip()
    foreign = first.startswith("%%") and first[2:].split(None, 1)[:1] and first[2:].split()[0] not in _PYTHON_CELLS
    continued = False  # a magic goes on behind a backslash
    for line in lines:
        magic = _MAGIC.match(line)
        assigned = _ASSIGNED.match(line)
        if foreign:
            yield "pass"
        elif continued:
            yield ""
        elif magic:
            yield f"{magic['indent']}pass"
        elif assigned:
            yield f"{assigned['target']}get_ipython()"
        else:
            yield line
        continued = (continued or bool(magic) or bool(assigned)) and line.endswith("\\")
