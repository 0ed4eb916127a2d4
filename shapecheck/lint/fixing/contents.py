"""The content of a file with edits applied: all that is not edited keeps its bytes."""

import io
import tokenize
from collections.abc import Iterable, Sequence
from itertools import pairwise

from shapecheck.lint.files import CannotRead, decoded
from shapecheck.lint.finding import Edit, Finding
from shapecheck.lint.fixing.cells import with_cell_edits
from shapecheck.lint.mending.rewriting import Offsets, TextEdit, applied

__all__ = ["in_text", "together", "with_edits"]


def with_edits(
    content: bytes, edits: Sequence[Edit], *, notebook: bool = False, encoding: str | None = None
) -> bytes | None:
    r"""Return the content of a file with edits, no two of which overlap.

    Its encoding, a byte order mark, the ends of lines and the end of the file stay as they are; of a notebook all but
    the characters that are edited.

    Parameters
    ----------
    content : bytes
        The file.
    edits : sequence of Edit
        What is changed: of one file, in the text that was linted.
    notebook : bool
        Whether it is a notebook.
    encoding : str, optional
        The encoding of a program, where it is not that which the program says.

    Returns
    -------
    bytes or None
        None where the edits cannot be written into it.

    Examples
    --------
    >>> with_edits(b"# -*- coding: latin-1 -*-\r\n\xe9 = a.sum(1)", [Edit("f.py", 2, 12, 2, 12, ", keepdims=True")])
    b'# -*- coding: latin-1 -*-\r\n\xe9 = a.sum(1, keepdims=True)'
    """
    try:
        if notebook:
            return with_cell_edits(content, decoded(content, notebook=True), edits)
        encoding = encoding or tokenize.detect_encoding(io.BytesIO(content).readline)[0]
        errors = "surrogatepass" if encoding == "utf-8" else "strict"  # lone surrogates in a text that was given
        text = content.decode(encoding, errors)
        if text.encode(encoding, errors) != content:  # an encoding that writes one text in several ways
            return None
        offsets = Offsets(text)
        return applied(text, dict.fromkeys(in_text(own, offsets) for own in edits)).encode(encoding, errors)
    except (CannotRead, SyntaxError, UnicodeError, LookupError):
        return None


def in_text(edit: Edit, offsets: Offsets) -> TextEdit:
    """Return the edit of a file as one of the characters of its text."""
    return TextEdit(offsets.at(edit.line, edit.column), offsets.at(edit.end_line, edit.end_column), edit.text)


def together(findings: Iterable[Finding]) -> list[Finding]:
    """Return those findings whose fixes can be applied together, the first ones first; equal edits are one."""
    taken: list[Finding] = []
    edits: set[Edit] = set()
    for finding in findings:
        if finding.fix is None:
            continue
        wanted = edits | set(finding.fix.edits)
        if _are_apart(wanted):
            taken.append(finding)
            edits = wanted
    return taken


def _are_apart(edits: Iterable[Edit]) -> bool:
    """Tell whether no two edits overlap, or are at one place."""
    spans = sorted((own.cell or 0, (own.line, own.column), (own.end_line, own.end_column)) for own in edits)
    return all(one[0] != other[0] or (one[2] <= other[1] and one[1:] != other[1:]) for one, other in pairwise(spans))
