"""The parity networks as a picture: units and parameters against n, on a logarithmic scale."""

from pathlib import Path

from shapecheck.language import Phrase, say
from shapecheck.parity import Parity
from shapecheck.report._pictures import new_figure, save_figure
from shapecheck.report._words import words
from shapecheck.report.parity._rows import rows

__all__ = ["save_plot"]

_LOOKS = {  # told apart by colour, by mark and by line
    "tree": ("#0072B2", "o", "-", Phrase("tree, O(log n) layers")),
    "patterns": ("#D55E00", "s", "--", Phrase("one hidden layer, one unit per pattern")),
    "counting": ("#009E73", "^", ":", Phrase("one hidden layer, counting")),
}
_TITLES = {
    Phrase("units"): Phrase("Units for the parity of n bits"),
    Phrase("parameters"): Phrase("Parameters for the parity of n bits"),
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
    for axes, (what, title) in zip(figure.subplots(1, 2), _TITLES.items(), strict=True):
        for network, (color, mark, line, label) in _LOOKS.items():
            own = [row for row in found if row.network == network]
            axes.plot(
                [row.bits for row in own],
                [float(str(getattr(row, what))) for row in own],
                color=color,
                marker=mark if len(own) <= _MOST_MARKS else "",
                linestyle=line,
                label=words(label),
            )
        axes.set(yscale="log", xlabel=say("bits n"), ylabel=words(what), title=words(title))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        axes.grid(visible=True, alpha=0.3)
    figure.axes[0].legend()
    save_figure(figure, path)
