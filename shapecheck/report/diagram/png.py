"""The diagram as a picture in pixels: a slide of 16 by 9. Needs matplotlib."""

from typing import BinaryIO

from shapecheck.architecture.flow import Flow

__all__ = ["BINARY", "write"]

BINARY = True  # what it writes is not text


def write(flow: Flow, out: BinaryIO) -> None:
    """Write the picture."""
    from shapecheck.report.diagram._drawing import draw

    out.write(draw(flow, "png"))
