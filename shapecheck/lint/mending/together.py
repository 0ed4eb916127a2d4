"""Repairs that are one help: what mends a changed text, as a repair of the text before."""

import ast
from collections.abc import Sequence
from dataclasses import replace

from shapecheck.infer.tree import nodes_in
from shapecheck.lint.mending.repair import Repair
from shapecheck.lint.mending.rewriting import TextEdit, offsets_of

__all__ = ["in_text_before"]


def in_text_before(repair: Repair, made: Sequence[Repair]) -> Repair | None:
    """Return a repair of a text that others have changed as one of the text before; None where they meet.

    Parameters
    ----------
    repair : Repair
        What mends the changed text.
    made : sequence of Repair
        What was changed in the text before.
    """
    source = made[0].site.source
    edits = sorted({own.edit for own in made}, key=lambda own: own.start)
    edit = _moved(repair.edit, edits)
    node = _moved(TextEdit(*offsets_of(repair.site.source).span(repair.site.node), ""), edits)
    if edit is None or node is None:
        return None
    offsets = offsets_of(source)
    same = (own for own in nodes_in(source.tree) if isinstance(own, ast.expr) and type(own) is type(repair.site.node))
    found = next((own for own in same if offsets.span(own) == (node.start, node.end)), None)
    return None if found is None else replace(repair, site=replace(repair.site, source=source, node=found), edit=edit)


def _moved(edit: TextEdit, edits: Sequence[TextEdit]) -> TextEdit | None:
    """Return an edit of a text with edits as one of the text without them; None where it is inside of one of them."""
    moved = 0  # how much longer the text has become so far
    start, end = edit.start, edit.end
    for own in edits:
        first, last = own.start + moved, own.start + moved + len(own.text)
        longer = len(own.text) - (own.end - own.start)
        is_around = edit.start <= first and last <= edit.end
        if first < edit.end and edit.start < last and not is_around:
            return None
        start -= longer * (edit.start >= last)
        end -= longer * (edit.end >= last)
        moved += longer
    return TextEdit(start, end, edit.text)
