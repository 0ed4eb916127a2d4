"""Notebooks: the code of their cells as one source text, what only IPython understands left out.

Each cell is read on its own. One that is no Python, half-typed or of Python 2, costs its own names and no more.

References
----------
IPython, "Built-in magic commands": which words begin a line magic without its `%`.
Jupyter, "The notebook file format": cells, tags, outputs.
"""

import ast
import json
import re
import warnings
from collections.abc import Mapping
from typing import Any, NamedTuple

from shapecheck.infer.events import Passed
from shapecheck.infer.failures import ERRORS_OF_SHAPES
from shapecheck.infer.shown import Shown
from shapecheck.language import Phrase, say
from shapecheck.lint.outputs import Counted, fresh, shown_in

__all__ = ["Notebook", "NotebookError", "code_of_notebook", "is_notebook", "sources_of"]

_PYTHON_CELLS = frozenset({"capture", "prun", "time", "timeit"})  # magics of a whole cell that run it as Python
_MAGIC = re.compile(r"(?P<indent>\s*)(?:[%!?].*|[\w.]+\?\??\s*)$", re.DOTALL)
# Magics that run a statement here, that bind names they do not say, or those that they say.
_TIMED = re.compile(r"(?P<magic>%(?:time|prun)\s+)(?P<rest>.*)$", re.DOTALL)
_BINDING = re.compile(r"%(?:edit|load_next|recall|rep|rerun|reset|reset_selective|run|xdel)\b")
_STORED = re.compile(r"%?store\s+-r\b(?P<names>[\w\s]*)$")
_OUTPUTS = re.compile(r"%%capture\s+(?:--\S+\s+)*(\w+)|\s--(?:out|err)[ =](\w+)")
_ASSIGNED = re.compile(r"(?P<target>\s*+[\w., ]++=\s*+)[%!].*$", re.DOTALL)
_WORD = re.compile(r"(?P<indent>\s*)(?P<word>\w+)(?:\s+[^=(\s].*|\s*)$", re.DOTALL)
_AUTOMATIC = frozenset(
    """alias autoreload cat cd clear conda config cp debug edit env hist history ldir less lf lk ll load load_ext ls lx
    macro magic mamba man matplotlib mkdir more mv notebook page pastebin pdb pfile pinfo pip popd precision prun
    psearch psource pushd pwd pycat pylab quickref recall rehashx reload_ext rerun reset rm rmdir run save store sx
    system tb time timeit unalias unload_ext uv who who_ls whos xdel xmode""".split()
)
_MOST_MAGICS = 200  # in one cell
_TARGETS = re.compile(r"(?P<targets>[\w.,\s\[\]\"'*()]++)(?://|<<|>>|[-+/%@&|^])?=(?!=)")
_ROOT = re.compile(r"(?:^|,|\()\s*+(?:\*\s*+)?(\w+)")
_BOUND = re.compile(r"\b(?:def|class|as|for)\s+(\w+(?:\s*,\s*\w+)*)")
_IMPORT = re.compile(r"(?:import|from)\s")
_SHOWN = ERRORS_OF_SHAPES | {"AxisError", "LinAlgError"}  # errors that a stored output has by their own names


class NotebookError(ValueError):
    """It is no notebook of code in Python; the message says why."""


class Notebook(NamedTuple):
    """The code of a notebook.

    Attributes
    ----------
    text : str
        That of its code cells, one behind the other.
    cells : tuple of (int, int)
        Each code cell's number, from 1 with those of text counted, and the number of lines before it.
    notices : tuple of (int, Passed, str)
        What the reader must know: the line, what kind of thing it is, and a clause.
    expected : frozenset of int
        The cells in which an error is shown on purpose.
    written : str
        What its author wrote, on the same lines as `text`.
    shown : tuple of Shown
        The shapes that its stored outputs show.
    """

    text: str
    cells: tuple[tuple[int, int], ...]
    notices: tuple[tuple[int, Passed, str], ...]
    expected: frozenset[int]
    written: str
    shown: tuple[Shown, ...] = ()


def is_notebook(content: bytes) -> bool:
    """Tell by its content whether a file without a name is a notebook."""
    return content.lstrip().startswith(b"{") and b'"cells"' in content and b'"nbformat"' in content


def code_of_notebook(content: bytes) -> Notebook:
    """Return the code of a notebook, its cells one by one.

    Raises
    ------
    NotebookError
        When it is no notebook, or one in another language.
    """
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NotebookError(say("it is not JSON: {error}", error=error)) from None
    cells = found.get("cells") if isinstance(found, dict) else None
    if not isinstance(cells, list):
        raise NotebookError(say("it has no cells"))
    language = _language(found)
    if language not in {None, "python", "ipython"}:
        raise NotebookError(say("it is a notebook in {language}", language=language))
    lines: list[str] = []
    written: list[str] = []
    starts: list[tuple[int, int]] = []
    notices: list[tuple[int, Passed, str]] = []
    expected: set[int] = set()
    shown: list[Shown] = []
    counted: list[Counted] = []
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        starts.append((number, len(lines)))
        cell_lines = _lines(cell.get("source", ""))
        own, trouble = _readable(_without_cell_magic(cell_lines))
        if trouble is not None:
            line, message = trouble
            notices.append((len(lines) + line, Passed.UNREADABLE, _not_python(message)))
        for place, (text, given) in enumerate(zip(own, cell_lines, strict=True), 1):
            if text != given and text.strip() == _ANY_NAMES:
                reason = Phrase("the names that `{code}` binds are unknown", code=given.strip())
                notices.append((len(lines) + place, Passed.UNRESOLVED, reason))
        if _shows_error(cell):
            expected.add(number)
        shown += shown_in(cell, own, len(lines), number)
        if any(map(str.strip, cell_lines)):  # else IPython does not count it
            counted.append(Counted(number, len(lines) + len(own), cell.get("execution_count")))
        lines.extend(own)
        written.extend(cell_lines)
    text, as_written = ("\n".join(own) + "\n" for own in (lines, written))
    return Notebook(text, tuple(starts), tuple(notices), frozenset(expected), as_written, tuple(fresh(shown, counted)))


def sources_of(content: bytes) -> dict[int, str]:
    """Return the source of each code cell of a notebook, by its number from 1."""
    cells = enumerate(json.loads(content)["cells"], 1)
    return {
        number: "\n".join(_lines(cell.get("source", ""))) for number, cell in cells if cell.get("cell_type") == "code"
    }


_ANY_NAMES = "exec(get_ipython())"  # any name may have another value behind it


def _not_python(message: str) -> Phrase:
    return Phrase("the cell is no Python ({message}): what it assigns is unknown", message=message)


def _language(notebook: dict[str, Any]) -> str | None:
    metadata = notebook.get("metadata")
    info = metadata.get("language_info") if isinstance(metadata, dict) else None
    name = info.get("name") if isinstance(info, dict) else None
    return name.lower() if isinstance(name, str) else None


def _shows_error(cell: Mapping[str, Any]) -> bool:
    """Tell whether a cell is marked as one that raises, or has such an error among its outputs."""
    metadata, outputs = cell.get("metadata"), cell.get("outputs")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    if isinstance(tags, list) and "raises-exception" in tags:
        return True
    return isinstance(outputs, list) and any(
        isinstance(output, dict) and output.get("output_type") == "error" and output.get("ename") in _SHOWN
        for output in outputs
    )


def _lines(source: object) -> list[str]:
    text = "".join(map(str, source)) if isinstance(source, list) else str(source)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _without_cell_magic(lines: list[str]) -> list[str]:
    """Return a cell without its `%%` line; of one in another language than Python, lines that do nothing."""
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    head = lines[first].strip()
    if not head.startswith("%%"):
        return lines
    name = head[2:].split(None, 1)[:1]
    names = [name for found in _OUTPUTS.findall(head) for name in found if name]
    kept = " = ".join([*names, "get_ipython()"]) if names else "pass"
    if name and name[0] not in _PYTHON_CELLS:
        return [*["pass"] * first, kept, *["pass"] * (len(lines) - first - 1)]
    return [*lines[:first], kept, *lines[first + 1 :]]


def _readable(lines: list[str]) -> tuple[list[str], tuple[int, str] | None]:
    """Return the lines of a cell with its magics as statements that do nothing, so that every line keeps its number.

    Of a cell that is no Python all the same, only its imports and the names it assigns are left; the line, from 1, and
    the reason are returned besides.
    """
    own = list(lines)
    trouble: tuple[int, str] = (1, "")
    for _ in range(_MOST_MAGICS):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                ast.parse("\n".join(own))
        except SyntaxError as error:
            trouble = max(1, min(error.lineno or 1, len(own))), error.msg
            if not _without_magic(own, trouble[0] - 1):
                break
        except (ValueError, RecursionError, MemoryError) as error:
            trouble = 1, str(error) or say("it is nested too deeply")
            break
        else:
            return own, None
    return _names_only(lines), trouble


def _without_magic(lines: list[str], place: int) -> bool:
    """Replace a line that only IPython understands, and what goes on behind a backslash; tell whether it is one."""
    line = lines[place]
    magic, assigned, word = _MAGIC.match(line), _ASSIGNED.match(line), _WORD.match(line)
    if magic and (line.strip()[:1] in set("%!?") or line.rstrip().endswith("?")):
        lines[place] = magic["indent"] + _statement(line.strip())
    elif assigned:
        lines[place] = f"{assigned['target']}get_ipython()"
    elif word and word["word"] in _AUTOMATIC:
        lines[place] = word["indent"] + _statement(f"%{line.strip()}")
    else:
        return False
    while line.endswith("\\") and place + 1 < len(lines):
        place += 1
        line, lines[place] = lines[place], ""
    return True


def _statement(magic: str) -> str:
    """Return a statement of Python's that does what a magic does to the names of the notebook."""
    timed = _TIMED.match(magic)
    if timed:
        before = "None;".ljust(len(timed["magic"]))  # what stands behind it keeps its column
        return next((text for text in (before + timed["rest"], timed["rest"]) if _parses(text)), "pass")
    stored = _STORED.match(magic)
    if stored and stored["names"].strip():
        return " = ".join([*stored["names"].split(), "get_ipython()"])
    return _ANY_NAMES if stored or _BINDING.match(magic) else "pass"


def _names_only(lines: list[str]) -> list[str]:
    """Return as many lines as a cell has: its imports, and the names that each of the others assigns as unknown."""
    kept = []
    for line in lines:
        if _IMPORT.match(line) and _parses(line):
            kept.append(line)
            continue
        found = _TARGETS.match(line)
        names = dict.fromkeys(_ROOT.findall(found["targets"]) if found else ())
        for bound in _BOUND.findall(line.partition("#")[0]):
            names |= dict.fromkeys(name.strip() for name in bound.split(","))
        plain = [name for name in names if name.isidentifier() and _parses(f"{name} = 0")]
        kept.append(f"{' = '.join(plain)} = get_ipython()" if plain else "")
    return kept


def _parses(line: str) -> bool:
    try:
        ast.parse(line)
    except (SyntaxError, ValueError):
        return False
    return True
