"""A training run as a picture: the cost of each epoch, and for two features the decision boundary."""

from pathlib import Path
from typing import Any

from shapecheck.language import say
from shapecheck.report._pictures import new_figure, save_figure
from shapecheck.training.boundary import Boundary, decision_boundary
from shapecheck.training.data import Split
from shapecheck.training.run import Trained

__all__ = ["save_plot"]

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#000000")
_MARKS = "os^Dv*Pd"


def save_plot(trained: Trained, data: Split, path: Path) -> None:
    """Save the picture in the format that the suffix says.

    Raises
    ------
    ModuleNotFoundError
        If matplotlib is not installed.
    OSError
        If the file cannot be written.
    """
    two = data.X.shape[0] == 2
    figure = new_figure(10 if two else 6, 4.5)
    axes: list[Any] = list(figure.subplots(1, 2)) if two else [figure.subplots()]
    epochs = range(1, len(trained.costs) + 1)
    axes[0].plot(epochs, trained.costs, color=_COLOURS[0])
    axes[0].set(xlabel=say("epoch"), ylabel=say("cost, nats per example"), title=say("{data}: cost", data=data.name))
    axes[0].grid(visible=True, alpha=0.3)
    if two:
        _draw_boundary(axes[1], decision_boundary(trained, data))
        right = ""
        if trained.held_out:
            percent = f"{100 * trained.held_out[-1]:.1f}"
            right = say("accuracy on held-out examples: {percent} %", percent=percent)
        axes[1].set(xlabel=say("feature {number}", number=1), ylabel=say("feature {number}", number=2), title=right)
    save_figure(figure, path)


def _draw_boundary(axes: Any, boundary: Boundary) -> None:
    """Colour the plane by the class that the network gives, and draw the examples in it, those held out hollow."""
    from matplotlib.colors import ListedColormap

    colours = [_COLOURS[kind % len(_COLOURS)] for kind in range(boundary.count)]
    # A picture of the classes themselves: contours would put a class between two that meet.
    first, second = boundary.grid
    axes.imshow(
        boundary.classes,
        cmap=ListedColormap(colours),
        vmin=-0.5,
        vmax=boundary.count - 0.5,
        extent=(first.min(), first.max(), second.min(), second.max()),
        origin="lower",
        aspect="auto",
        interpolation="nearest",
        alpha=0.25,
    )
    for parts, filled in ((boundary.training, True), (boundary.held_out, False)):
        for kind, points in enumerate(parts):
            axes.scatter(
                *points,
                s=14,
                marker=_MARKS[kind % len(_MARKS)],
                facecolors=colours[kind] if filled else "none",
                edgecolors=colours[kind],
                linewidths=0.8,
            )
