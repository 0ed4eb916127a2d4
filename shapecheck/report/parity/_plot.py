"""The parity networks as a picture: units and parameters against n, on a logarithmic scale."""

from pathlib import Path

from shapecheck.parity import Parity
from shapecheck.report._pictures import new_figure, save_figure
from shapecheck.report.parity._rows import rows

__all__ = ["save_plot"]

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
    figure = new_figure(10, 4.5)
    from matplotlib.ticker import MaxNLocator

    found = rows(parity)
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
    save_figure(figure, path)
