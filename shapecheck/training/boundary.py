"""Which class a network gives to each point of the plane, and where the examples are in it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from shapecheck.network import predict
from shapecheck.training.data import Matrix, Split
from shapecheck.training.run import Trained

__all__ = ["Boundary", "decision_boundary"]

_POINTS = 300  # along each axis
_MARGIN = 0.3  # around the examples, in standard deviations


@dataclass(frozen=True, slots=True)
class Boundary:
    """The plane of two features.

    Parameters
    ----------
    grid : pair of ndarray
        The two features of each point.
    classes : ndarray
        The class that the network gives to each.
    count : int
        How many classes there are.
    training, held_out : tuple of (2, k) ndarray
        The examples of each class.
    """

    grid: tuple[Matrix, Matrix]
    classes: npt.NDArray[np.intp]
    count: int
    training: tuple[Matrix, ...]
    held_out: tuple[Matrix, ...]


def decision_boundary(trained: Trained, data: Split) -> Boundary:
    """Ask a network of two features for the class of each point around the examples."""
    examples = np.hstack([data.X, data.X_held])
    low, high = examples.min(axis=1) - _MARGIN, examples.max(axis=1) + _MARGIN
    first, second = np.meshgrid(*(np.linspace(low[axis], high[axis], _POINTS) for axis in (0, 1)))
    classes = predict(trained.predict(np.array([first.ravel(), second.ravel()]))).reshape(first.shape)
    (scale1, scale2), (mean1, mean2) = data.scale[:, 0], data.mean[:, 0]
    count = max(2, data.Y.shape[0])

    def by_class(X: Matrix, Y: Matrix) -> tuple[Matrix, ...]:
        kinds: Any = predict(Y)
        return tuple((data.scale * X + data.mean)[:, kinds == kind] for kind in range(count))

    grid = scale1 * first + mean1, scale2 * second + mean2
    return Boundary(grid, classes, count, by_class(data.X, data.Y), by_class(data.X_held, data.Y_held))
