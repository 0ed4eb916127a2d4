"""The diagram as a picture in pixels: a slide of 16 by 9. Needs matplotlib."""

from typing import BinaryIO

from shapecheck.architecture.flow import Flow
from shapecheck.language import LANGUAGES, speaking

__all__ = ["BINARY", "write"]

BINARY = True  # what it writes is not text


def write(flow: Flow, out: BinaryIO) -> None:
    """Write the picture."""
    from shapecheck.report.diagram._drawing import draw

    with speaking(LANGUAGES[0]):  # the font that comes with matplotlib has no Chinese characters
        out.write(draw(flow, "png"))
