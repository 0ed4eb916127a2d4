"""The scene as SVG within a page: each arrow can be pointed at and tabbed to."""

from collections.abc import Iterator, Mapping
from html import escape

from shapecheck.architecture.flow import Arrow, ArrowKind, BlockKind, Flow
from shapecheck.language import Phrase, say
from shapecheck.report._words import sized, words
from shapecheck.report.diagram._scene import ASCENT, LINE, Box, Label, Scene, Text, Wire

__all__ = ["arrow_sentence", "block_names", "inline_svg", "kind_words", "least_width"]

_AROUND = 0.4  # from a label to the edge of what reacts to the pointer


def block_names(flow: Flow) -> dict[str, str]:
    """Give what each block is called in a sentence, by its key."""
    return {block.key: ", ".join(words(part) for part in (block.title, block.layers) if part) for block in flow.blocks}


def arrow_sentence(arrow: Arrow, names: Mapping[str, str]) -> str:
    """Say all of an arrow in one line."""
    source, target = names[arrow.source], names[arrow.target]
    way = (
        say("within {block}", block=source)
        if arrow.inner
        else say("from {source} to {target}", source=source, target=target)
    )
    parts = (f"{arrow.name} {sized(arrow.symbolic, arrow.shape)}", kind_words(arrow.kind), way, arrow.formula)
    return ", ".join(filter(None, parts))


_KINDS = {
    ArrowKind.FORWARD: Phrase("forward"),
    ArrowKind.PARAMETER: Phrase("parameter"),
    ArrowKind.CACHE: Phrase("cache"),
    ArrowKind.BACKWARD: Phrase("backward"),
    ArrowKind.GRADIENT: Phrase("gradient"),
    ArrowKind.UPDATE: Phrase("update"),
}


def kind_words(kind: ArrowKind) -> str:
    """Return what a kind of arrow is called."""
    return words(_KINDS[kind])


def least_width(scene: Scene) -> int:
    """Give the width below which a picture is scrolled, in pixels: its text would be too small."""
    return round(5.1 * scene.width)


def inline_svg(flow: Flow, scene: Scene) -> Iterator[str]:
    """Give the lines of the picture, what is said around it left to the page."""
    places = {id(arrow): place for place, arrow in enumerate(flow.arrows)}
    names = block_names(flow)
    top, bottom = scene.heading.bounds.bottom, scene.notes[0].y
    box = f"0 {_number(top)} {_number(scene.width)} {_number(bottom - top)}"
    least = f"min-width: {least_width(scene)}px"
    yield f'<svg class="diagram" viewBox="{box}" style="{least}" role="group" aria-label="{say("the flow")}">'
    for wire in scene.wires:
        yield from _strand(wire, " ".join(str(places[id(arrow)]) for arrow in wire.arrows))
    for item in scene.boxes:
        yield from _box(item)
    for label in sorted(scene.labels, key=lambda label: places[id(label.arrow)]):
        yield from _arrow(label, places[id(label.arrow)], names)
    for mark in scene.marks:
        yield from _wire(mark.wire)
        yield from _text(mark.text)
    yield "</svg>"


def _strand(wire: Wire, places: str) -> Iterator[str]:
    yield f'<g class="strand" data-arrows="{places}">'
    yield f'<polyline class="reach" points="{_points(wire.points)}"/>'
    yield from _wire(wire)
    yield "</g>"


def _wire(wire: Wire) -> Iterator[str]:
    yield f'<polyline class="wire {wire.kind.value}" points="{_points(wire.line())}"/>'
    if wire.head:
        yield f'<polygon class="point {wire.kind.value}" points="{_points(wire.point())}"/>'


def _box(box: Box) -> Iterator[str]:
    kind = box.block.kind.value.replace(" ", "-")
    several = " several" if box.block.layers or box.block.kind is BlockKind.INPUT_GRADIENT else ""
    x, y, width, height = map(_number, box.bounds)
    yield f'<g class="box {kind}{several}" id="block-{escape(box.block.key)}">'
    yield f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="0.6"/>'
    yield from _text(box.text)
    yield "</g>"


def _arrow(label: Label, place: int, names: Mapping[str, str]) -> Iterator[str]:
    x, y, width, height = label.text.bounds
    said = escape(arrow_sentence(label.arrow, names))
    kind = label.arrow.kind.value
    yield f'<g class="arrow {kind}" id="arrow-{place}" tabindex="0" role="button" aria-label="{said}">'
    yield (
        f'<rect class="hit" x="{_number(x - _AROUND)}" y="{_number(y)}" width="{_number(width + 2 * _AROUND)}"'
        f' height="{_number(height)}" rx="0.4"/>'
    )
    yield from _text(label.text)
    yield "</g>"


def _text(text: Text) -> Iterator[str]:
    anchor = ' text-anchor="middle"' if text.centred else ""
    for place, line in enumerate(text.lines):
        y = _number(text.y + LINE * place + ASCENT)
        for start, piece, style in line.pieces():
            yield f'<text class="{style}" x="{_number(text.x + start)}" y="{y}"{anchor}>{escape(piece)}</text>'


def _points(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    """Give a coordinate as short as it may be."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
