"""The help of a finding as edits of its source: those that it has as data, or what its sentence says to write.

Whoever applies helps asks `edits_of` for the edits and `with_edits` for the changed source, and reads no sentence.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import pairwise

from shapecheck.infer.site import Source
from shapecheck.lint.finding import Edit, Finding
from shapecheck.lint.fixing.contents import in_text
from shapecheck.lint.mending.rewriting import Offsets, applied

__all__ = ["edits_of", "with_edits"]

_WRITTEN = re.compile(r"`(?P<new>[^`]+)`(?: in place of `(?P<old>[^`]+)`)?")


def edits_of(finding: Finding, text: str) -> tuple[Edit, ...]:
    """Return the edits that a finding's help asks for, none where it has no help or the help fits no place.

    Parameters
    ----------
    finding : Finding
        The finding; of a file, not of a notebook.
    text : str
        The source that it was found in.
    """
    if finding.fix is not None:
        return finding.fix.edits
    said = _WRITTEN.match(finding.help or "")
    if said is None:
        return ()
    source = Source(finding.path, text, ast.parse(text))
    new = _parsed(said["new"])
    place = None if new is None else _place(source, finding, new, said["old"])
    if new is None or place is None:
        return ()
    written = f"({said['new']})" if _is_open(new) and not _stands_alone(source.tree, place) else said["new"]
    return (
        Edit(
            finding.path,
            place.lineno,
            source.column(place.lineno, place.col_offset),
            place.end_lineno or place.lineno,
            source.column(place.end_lineno or place.lineno, place.end_col_offset or 0),
            written,
        ),
    )


def with_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return a source with edits of it; equal ones count once.

    Raises
    ------
    ValueError
        When two edits overlap.
    """
    offsets = Offsets(text)
    changes = {in_text(own, offsets): None for own in edits}
    if any(one.end > other.start for one, other in pairwise(sorted(changes, key=lambda own: (own.start, own.end)))):
        raise ValueError("two edits overlap")
    return applied(text, changes)


def _parsed(written: str) -> ast.expr | ast.stmt | None:
    try:
        statement = ast.parse(written).body[0]
    except (SyntaxError, IndexError):
        return None
    return statement.value if isinstance(statement, ast.Expr) else statement


def _place(source: Source, finding: Finding, new: ast.AST, old: str | None) -> ast.expr | ast.stmt | None:
    """Return the node that a help is to replace: the one in question, else the most alike on its lines."""
    nodes = list(_on_lines(source.tree, finding))
    if old is not None:
        return next((node for node in nodes if source.segment(node) == old), None)
    fitting = [node for node in nodes if isinstance(node, ast.stmt) is isinstance(new, ast.stmt)]
    for node in fitting:
        start, end = source.column(node.lineno, node.col_offset), source.column(*_end(node))
        if (node.lineno, start, _end(node)[0], end) == (
            finding.line,
            finding.column,
            finding.end_line,
            finding.end_column,
        ):
            return node
    written = ast.unparse(new)
    alike = [node for node in fitting if type(node) is type(new)]
    return max(alike, key=lambda node: SequenceMatcher(None, ast.unparse(node), written).ratio(), default=None)


def _on_lines(tree: ast.AST, finding: Finding) -> Iterator[ast.expr | ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.expr, ast.stmt)) and finding.line <= node.lineno <= _end(node)[0] <= finding.end_line:
            yield node


def _end(node: ast.expr | ast.stmt) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or 0


def _is_open(node: ast.AST) -> bool:
    """Tell whether an expression may mean another thing beside other operators."""
    return isinstance(node, (ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Lambda))


def _stands_alone(tree: ast.AST, node: ast.AST) -> bool:
    """Tell whether a node is the whole value of a statement."""
    return any(isinstance(parent, ast.stmt) and node in ast.iter_child_nodes(parent) for parent in ast.walk(tree))
