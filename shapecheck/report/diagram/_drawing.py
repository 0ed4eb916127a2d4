"""The scene painted by matplotlib: a slide of 16 by 9."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from shapecheck.architecture.flow import ArrowKind, BlockKind, Flow
from shapecheck.errors import Unsupported, UnsupportedOperation
from shapecheck.language import say
from shapecheck.report._pictures import new_figure, picture
from shapecheck.report.diagram._layout import RATIO, lay_out
from shapecheck.report.diagram._scene import ASCENT, EM, LINE, Box, Scene, Text, Wire

__all__ = ["draw"]

_WIDTH = 16.0  # inches
_HEIGHT = _WIDTH / RATIO
_POINTS = 72  # in an inch
_FAMILY = ["DejaVu Sans Mono", "monospace"]  # the first comes with matplotlib

# Okabe and Ito's colours, which all eyes tell apart; the lines differ too.
_WIRES: dict[ArrowKind, tuple[str, Any]] = {
    ArrowKind.FORWARD: ("#0072B2", "-"),
    ArrowKind.PARAMETER: ("#009E73", "-"),
    ArrowKind.CACHE: ("#707070", (0, (4, 2))),
    ArrowKind.BACKWARD: ("#D55E00", "-"),
    ArrowKind.GRADIENT: ("#CC79A7", "-"),
    ArrowKind.UPDATE: ("#E69F00", (0, (1, 1))),
}
_BOXES = {  # the edge, and the same colour, light
    BlockKind.INPUT: ("#0072B2", "#FFFFFF"),
    BlockKind.PARAMETERS: ("#009E73", "#E0F3EE"),
    BlockKind.FORWARD: ("#0072B2", "#E0EEF6"),
    BlockKind.LOSS: ("#000000", "#F0F0F0"),
    BlockKind.BACKWARD: ("#D55E00", "#FAEBE0"),
    BlockKind.UPDATE: ("#E69F00", "#FCF3E0"),
    BlockKind.INPUT_GRADIENT: ("#D55E00", "#FFFFFF"),
}
_TEXTS = {"name": ("#000000", "bold"), "shape": ("#000000", "normal"), "muted": ("#505050", "normal")}


def draw(flow: Flow, form: str) -> bytes:
    """Give the picture of a flow, `"png"` or `"svg"`.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib is not installed.
    UnsupportedOperation
        If the picture's font lacks a letter: a picture in pixels cannot leave it to the reader's fonts.
    """
    with _own_settings():
        scene = lay_out(flow)
        if form == "png":
            _check_letters(scene)
        return picture(_painted(scene), form)


@contextmanager
def _own_settings() -> Iterator[None]:
    """Leave the user's settings of matplotlib aside: the picture is the same everywhere."""
    import matplotlib as mpl

    with mpl.rc_context(), warnings.catch_warnings():
        # A letter that the font lacks: an SVG has it as text, and its reader another font.
        warnings.filterwarnings("ignore", message=r"Glyph \d+")
        mpl.rcdefaults()
        mpl.rcParams["text.hinting"] = "none"  # widths as they are in the font, not in whole pixels
        yield


def _check_letters(scene: Scene) -> None:
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont(_FAMILY[0])).get_charmap()
    for line in (line for text in scene.texts() for line in text.lines):
        lacking = [letter for letter in line.name + line.text if ord(letter) not in known]
        if lacking:
            reason = say(
                "the font of the picture lacks the letter {letter}: rename the size, or use svg or html",
                letter=lacking[0],
            )
            raise UnsupportedOperation(Unsupported("png", reason))


def _painted(scene: Scene) -> Any:
    """Paint wires, then boxes, then texts."""
    figure = new_figure(_WIDTH, _HEIGHT)
    figure.set_layout_engine("none")  # every place is given
    width = max(scene.width, scene.height * RATIO)
    height = width / RATIO
    axes = figure.add_axes((0, 0, 1, 1))
    left = (scene.width - width) / 2
    axes.set(xlim=(left, left + width), ylim=(height, 0))
    axes.axis("off")
    unit = _WIDTH * _POINTS / width  # points in a unit of the scene
    for wire in scene.wires:
        _paint_wire(axes, wire, unit)
    for box in scene.boxes:
        _paint_box(axes, box, unit)
    for mark in scene.marks:
        _paint_wire(axes, mark.wire, unit)
    for text in scene.texts():
        _paint_text(axes, text, unit)
    return figure


def _paint_wire(axes: Any, wire: Wire, unit: float) -> None:
    from matplotlib.patches import PathPatch, Polygon
    from matplotlib.path import Path

    color, line = _WIRES[wire.kind]
    axes.add_patch(
        PathPatch(
            Path(wire.line()), fill=False, edgecolor=color, linestyle=line, linewidth=0.22 * unit, capstyle="butt"
        )
    )
    if wire.head:
        axes.add_patch(Polygon(wire.point(), closed=True, facecolor=color, linewidth=0))


def _paint_box(axes: Any, box: Box, unit: float) -> None:
    from matplotlib.patches import FancyBboxPatch

    edge, face = _BOXES[box.block.kind]
    x, y, width, height = box.bounds
    light = bool(box.block.layers) or box.block.kind is BlockKind.INPUT_GRADIENT
    axes.add_patch(
        FancyBboxPatch(
            (x, y),
            width,
            height,
            boxstyle="round,pad=0,rounding_size=0.6",
            facecolor="#FFFFFF" if light else face,
            edgecolor=edge,
            linestyle="--" if light else "-",
            linewidth=0.18 * unit,
        )
    )


def _paint_text(axes: Any, text: Text, unit: float) -> None:
    for place, line in enumerate(text.lines):
        for start, piece, style in line.pieces():
            color, weight = _TEXTS[style]
            axes.text(
                text.x + text.scale * start,
                text.y + text.scale * (LINE * place + ASCENT),
                piece,
                color=color,
                weight=weight,
                family=_FAMILY,
                fontsize=text.scale * EM * unit,
                ha="center" if text.centred else "left",
                va="baseline",
                parse_math=False,
            )
