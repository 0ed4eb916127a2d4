"""A training run as a picture: the cost of each epoch, and for two features the decision boundary."""

from pathlib import Path
from typing import Any

from shapecheck.report._pictures import new_figure, save_figure
from shapecheck.training.data import Split
from shapecheck.training.run import Trained

__all__ = ["save_plot"]

_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#000000")
_MARKS = "os^Dv*Pd"
_GRID = 300  # points of the boundary along each axis


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
    axes[0].set(xlabel="epoch", ylabel="cost, nats per example", title=f"{data.name}: cost")
    axes[0].grid(visible=True, alpha=0.3)
    if two:
        _draw_boundary(axes[1], trained, data)
    save_figure(figure, path)


def _draw_boundary(axes: Any, trained: Trained, data: Split) -> None:
    """Colour the plane by the class that the network gives, and draw the examples in it."""
    import numpy as np

    from shapecheck.network import predict

    examples = np.hstack([data.X, data.X_held])
    low, high = examples.min(axis=1) - 0.3, examples.max(axis=1) + 0.3
    grid = np.meshgrid(np.linspace(low[0], high[0], _GRID), np.linspace(low[1], high[1], _GRID))
    classes = predict(trained.predict(np.array([part.ravel() for part in grid]))).reshape(_GRID, _GRID)
    count = max(2, data.Y.shape[0])
    colours = [_COLOURS[kind % len(_COLOURS)] for kind in range(count)]
    edges = [kind - 0.5 for kind in range(count + 1)]
    back = [data.scale[axis] * grid[axis] + data.mean[axis] for axis in (0, 1)]
    axes.contourf(*back, classes, levels=edges, colors=colours, alpha=0.25)
    for part, labels, filled in ((data.X, data.Y, True), (data.X_held, data.Y_held, False)):
        points, kinds = data.scale * part + data.mean, predict(labels)
        for kind in range(count):
            own = points[:, kinds == kind]
            axes.scatter(
                *own,
                s=14,
                marker=_MARKS[kind % len(_MARKS)],
                facecolors=colours[kind] if filled else "none",
                edgecolors=colours[kind],
                linewidths=0.8,
            )
    right = f"{100 * trained.held_out[-1]:.1f} % of the held-out examples right" if trained.held_out else ""
    axes.set(xlabel="feature 1", ylabel="feature 2", title=right)
