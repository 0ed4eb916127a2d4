"""What is said around a diagram: what network it is of, the formulas, the sizes, how many checks hold."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from shapecheck.architecture.flow import Flow
from shapecheck.architecture.formulas import UPDATE
from shapecheck.report._rows import title, verdict_line

__all__ = ["formulas", "heading", "legend", "omission"]

_LONGEST = 40  # characters of a size that are written out
_HEADING = 90  # characters of the heading
_INDENT = 12  # characters before a formula


def heading(flow: Flow) -> str:
    """Give what network this is, on one line."""
    text = title(flow.table)
    if len(text) <= _HEADING:
        return text
    layers = flow.table.architecture.layers
    return f"{layers:,} layer{'' if layers == 1 else 's'}, the sizes as below"


def omission(flow: Flow) -> str:
    """Say which layers are left out, if any."""
    if flow.left_out is None:
        return ""
    first, last = flow.left_out
    return f"Layers {first:,} to {last:,} are left out: {last - first + 1:,} of {flow.table.architecture.layers:,}."


def formulas(flow: Flow) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what each kind of block computes, in layer l."""
    layer = flow.table.generic
    yield "forward l", tuple([f"{item.name} = {item.formula}" for item in layer.forward])
    yield "loss", (f"{layer.loss.name} = {layer.loss.formula}",)
    yield "backward l", tuple([f"{item.name} = {item.formula}" for item in layer.backward])
    yield "update l", tuple([f"{name} := {formula}" for name, formula in UPDATE])


def legend(flow: Flow, width: int, *, sizes: bool) -> Iterator[str]:
    """Give the lines below a picture, none longer than the width.

    Parameters
    ----------
    flow : Flow
        What the picture is of.
    width : int
        Characters on a line.
    sizes : bool
        Whether the sizes are listed: where the arrows have symbols only.
    """
    indent = " " * _INDENT
    for name, items in formulas(flow):
        yield from _filled(name.ljust(_INDENT), indent, items, width, "   ")
    if sizes:
        yield from _filled("sizes".ljust(_INDENT), indent, list(_sizes(flow)), width, ", ")
    closing = " ".join(filter(None, (omission(flow), f"{verdict_line(flow.table)}.")))
    yield from wrap(closing, width)


def _sizes(flow: Flow) -> Iterator[str]:
    """Give the sizes of the layers that are shown, and of the batch."""
    found: dict[str, str] = {}
    for arrow in flow.arrows:
        for symbolic, concrete in zip(arrow.symbolic.before, arrow.shape.before, strict=True):
            if symbolic != concrete:
                found[str(symbolic)] = str(concrete)
    for name, size in found.items():
        yield f"{name} = {size if len(size) <= _LONGEST else size[: _LONGEST - 3] + '...'}"


def _filled(first: str, indent: str, items: Sequence[str], width: int, gap: str) -> Iterator[str]:
    """Put items side by side, as many as there is room for on a line."""
    line, empty = first, True
    for item in items:
        if not empty and len(line) + len(gap) + len(item) > width:
            yield line.rstrip()
            line, empty = indent, True
        line += item if empty else gap + item
        empty = False
    yield line
