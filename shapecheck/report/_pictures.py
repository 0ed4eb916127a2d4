"""Pictures by matplotlib, which is imported when one is asked for; the same every time."""

import logging
from io import BytesIO
from pathlib import Path
from typing import Any

from shapecheck.files import replace_file

__all__ = ["new_figure", "picture", "save_figure"]


def new_figure(width: float, height: float) -> Any:
    """Give an empty figure of so many inches, that no window will show.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib is not installed.
    """
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def picture(figure: Any, form: str) -> bytes:
    """Give a figure in a format, `"png"` or `"svg"`, without the time at which it was drawn."""
    import matplotlib as mpl

    drawn = BytesIO()
    # A list of fonts that was made for another installation is no affair of who asks for a picture.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    with mpl.rc_context({"svg.hashsalt": "shapecheck", "svg.fonttype": "none"}):
        figure.savefig(drawn, format=form, dpi=150, metadata={"Date": None} if form == "svg" else {})
    return drawn.getvalue()


def save_figure(figure: Any, path: Path) -> None:
    """Save a figure in the format that the suffix says; a file that is there is replaced when the new one is whole.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    replace_file(path, picture(figure, path.suffix.lower()[1:]))
