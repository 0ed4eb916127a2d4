"""The parity networks as a picture: units and parameters against n, on a logarithmic scale."""

import os
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from shapecheck.parity import Parity
from shapecheck.report.parity._rows import rows

__all__ = ["SUFFIXES", "save_plot"]

SUFFIXES = (".png", ".svg")
_LOOKS = {  # told apart by colour, by mark and by line
    "tree": ("#0072B2", "o", "-", "tree, O(log n) layers"),
    "patterns": ("#D55E00", "s", "--", "one hidden layer, a unit a pattern"),
    "counting": ("#009E73", "^", ":", "one hidden layer, counting"),
}
_MOST_MARKS = 16


def save_plot(parity: Parity, path: Path) -> None:
    """Save the picture in the format that the suffix says; a file that is there is replaced when the new one is whole.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib is not installed.
    OSError
        If the file cannot be written.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    found = rows(parity)
    with mpl.rc_context({"svg.hashsalt": "shapecheck", "svg.fonttype": "none"}):
        figure = Figure(figsize=(10, 4.5), layout="constrained")
        for axes, what in zip(figure.subplots(1, 2), ("units", "parameters"), strict=True):
            for network, (color, mark, line, label) in _LOOKS.items():
                own = [row for row in found if row.network == network]
                axes.plot(
                    [row.bits for row in own],
                    [float(str(getattr(row, what))) for row in own],
                    color=color,
                    marker=mark if len(own) <= _MOST_MARKS else "",
                    linestyle=line,
                    label=label,
                )
            axes.set(yscale="log", xlabel="bits n", ylabel=what, title=f"{what.capitalize()} for the parity of n bits")
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
            axes.grid(visible=True, alpha=0.3)
        figure.axes[0].legend()
        metadata = {"Date": None} if path.suffix.lower() == ".svg" else {}
        picture = BytesIO()
        figure.savefig(picture, format=path.suffix.lower()[1:], dpi=150, metadata=metadata)
    try:
        _replace(path, picture.getvalue())
    except OSError as error:
        raise OSError(f"{path}: cannot be written: {error.strerror or error}") from None


def _replace(path: Path, content: bytes) -> None:
    """Write a file beside the one that is there, and put it in its place when it is whole."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        beside = Path(file.name)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except BaseException:
            beside.unlink()
            raise
    try:
        beside.chmod(_mode(path))
        beside.replace(path)
    except BaseException:
        beside.unlink()
        raise


def _mode(path: Path) -> int:
    """Give the permissions of the file that is replaced, or those that a new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask
