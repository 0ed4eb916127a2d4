"""The classes that an output stands for, and how many of them are right."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from shapecheck.network.arrays import Array


def predict(AL: Array) -> npt.NDArray[np.intp]:
    """Class of each example: the unit with the largest output, or with one unit whether it is above 1/2.

    Parameters
    ----------
    AL : (n[L], m) ndarray
        Probabilities, as sigmoid and softmax give them.

    Returns
    -------
    classes : (m,) ndarray of int
        0 to n[L] - 1, or 0 and 1 with one unit. The first of equal units is taken.

    Examples
    --------
    >>> predict(np.array([[0.2, 0.7, 0.1], [0.5, 0.2, 0.1], [0.3, 0.1, 0.8]])).tolist()
    [1, 0, 2]
    >>> predict(np.array([[0.2, 0.7, 0.1]])).tolist()
    [0, 1, 0]
    """
    classes: npt.NDArray[Any] = AL[0] > 0.5 if AL.shape[0] == 1 else AL.argmax(axis=0)
    return classes.astype(np.intp)


def accuracy(AL: Array, Y: npt.NDArray[Any]) -> float:
    """Share of the examples whose predicted class is that of `Y`.

    Parameters
    ----------
    AL : (n[L], m) ndarray
        Probabilities.
    Y : (n[L], m) ndarray
        One-hot columns, or 0 and 1 with one unit.

    Returns
    -------
    float
        0 to 1.

    Raises
    ------
    ValueError
        If the shapes differ or there are no examples.

    Examples
    --------
    >>> accuracy(np.array([[0.2, 0.7, 0.1, 0.9]]), np.array([[0, 1, 1, 1]]))
    0.75
    """
    if AL.shape != Y.shape or AL.shape[1] == 0:
        raise ValueError(f"Y must have the shape of A[L], {AL.shape}, with at least one example (got {Y.shape})")
    return float((predict(AL) == predict(Y)).mean())
