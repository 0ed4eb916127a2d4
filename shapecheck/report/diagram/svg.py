"""The diagram as a picture in lines and text: a slide of 16 by 9. Needs matplotlib."""

from typing import TextIO

from shapecheck.architecture.flow import Flow

__all__ = ["write"]


def write(flow: Flow, out: TextIO) -> None:
    """Write the picture; its text stays text."""
    from shapecheck.report.diagram._drawing import draw

    picture = draw(flow, "svg").decode()
    # What is not ASCII as references: the picture is the same whatever the encoding of the stream.
    out.write(picture.encode("ascii", "xmlcharrefreplace").decode("ascii"))
