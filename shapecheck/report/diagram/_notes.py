"""What is said around a diagram: what network it is of, the formulas, the sizes, how many checks hold."""

from collections.abc import Iterator, Sequence

from shapecheck.architecture.flow import Flow
from shapecheck.architecture.formulas import UPDATE
from shapecheck.display import display_width, wrapped
from shapecheck.language import say
from shapecheck.report._rows import title, verdict_line

__all__ = ["formulas", "heading", "legend", "omission", "sizes"]

_LONGEST = 40  # characters of a size that are written out
_HEADING = 90  # characters of the heading
_INDENT = 12  # characters before a formula


def heading(flow: Flow) -> str:
    """Give what network this is, on one line; without the sizes where these are long."""
    text = title(flow.table)
    if len(text) > _HEADING and not flow.table.architecture.general:
        text = title(flow.table, sizes=False)
    return text if len(text) <= _HEADING else f"{text[: _HEADING - 3]}..."


def sizes(flow: Flow, *, wanted: bool = False) -> tuple[str, ...]:
    """Give the sizes of the layers that are shown, and of the batch: where wanted, or where the heading lacks them."""
    if not wanted and heading(flow) == title(flow.table):
        return ()
    found: dict[str, str] = {}
    for arrow in flow.arrows:
        for symbolic, concrete in zip(arrow.symbolic.before, arrow.shape.before, strict=True):
            if symbolic != concrete:
                found[str(symbolic)] = str(concrete)
    return tuple(
        [
            f"{name} = {size if len(size) <= _LONGEST else f'{size[: _LONGEST - 3]}...'}"
            for name, size in sorted(found.items(), key=lambda pair: (not pair[0].startswith("n["), len(pair[0]), pair))
        ]
    )


def omission(flow: Flow) -> str:
    """Say which layers are left out, if any."""
    if flow.left_out is None:
        return ""
    first, last = flow.left_out
    return say(
        "Layers {first} to {last} are left out: {count} of {layers}.",
        first=f"{first:,}",
        last=f"{last:,}",
        count=f"{last - first + 1:,}",
        layers=f"{flow.table.architecture.layers:,}",
    )


def formulas(flow: Flow) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give what each kind of block computes, in layer l."""
    layer = flow.table.generic
    yield say("forward {layer}", layer="l"), tuple([f"{item.name} = {item.formula}" for item in layer.forward])
    yield say("loss"), (f"{layer.loss.name} = {layer.loss.formula}",)
    yield say("backward {layer}", layer="l"), tuple([f"{item.name} = {item.formula}" for item in layer.backward])
    yield say("update {layer}", layer="l"), tuple([f"{name} := {formula}" for name, formula in UPDATE])


def legend(flow: Flow, width: int, *, all_sizes: bool) -> Iterator[str]:
    """Give the lines below a picture, none longer than the width.

    Parameters
    ----------
    flow : Flow
        What the picture is of.
    width : int
        Characters on a line.
    all_sizes : bool
        Whether the sizes are listed in any case: where the arrows have symbols only.
    """
    indent = " " * _INDENT
    for name, items in formulas(flow):
        yield from _filled(_padded(name), indent, items, width, "   ")
    listed = sizes(flow, wanted=all_sizes)
    if listed:
        yield from _filled(_padded(say("sizes")), indent, listed, width, "   ")
    closing = " ".join(filter(None, (omission(flow), say("{sentence}.", sentence=verdict_line(flow.table)))))
    yield from wrapped(closing, width)


def _padded(text: str) -> str:
    return text + " " * max(1, _INDENT - display_width(text))


def _filled(first: str, indent: str, items: Sequence[str], width: int, gap: str) -> Iterator[str]:
    """Put items side by side, as many as there is room for on a line."""
    line, empty = first, True
    for item in items:
        if not empty and display_width(line) + len(gap) + display_width(item) > width:
            yield line.rstrip()
            line, empty = indent, True
        line += item if empty else gap + item
        empty = False
    yield line
