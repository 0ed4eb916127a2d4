"""Pictures by matplotlib, which is imported when one is asked for; the same every time."""

from io import BytesIO
from pathlib import Path
from typing import Any

from shapecheck.files import replace_file

__all__ = ["new_figure", "save_figure"]


def new_figure(width: float, height: float) -> Any:
    """Give an empty figure of so many inches, that no window will show.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib is not installed.
    """
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def save_figure(figure: Any, path: Path) -> None:
    """Save a figure in the format that the suffix says; a file that is there is replaced when the new one is whole.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    import matplotlib as mpl

    form = path.suffix.lower()[1:]
    picture = BytesIO()
    with mpl.rc_context({"svg.hashsalt": "shapecheck", "svg.fonttype": "none"}):
        figure.savefig(picture, format=form, dpi=150, metadata={"Date": None} if form == "svg" else {})
    replace_file(path, picture.getvalue())
