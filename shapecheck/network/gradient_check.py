"""The gradient check: the derivatives of `backward` beside central differences of the cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from shapecheck.network.arrays import Array, Gradients, Parameters
from shapecheck.network.model import backward, compute_cost, forward

STEP = float(np.finfo(np.float64).eps) ** (1 / 3)
"""About 6e-6: where the error of the difference formula and that of rounding are equally small."""


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """The relative error of each gradient.

    Attributes
    ----------
    errors : tuple of (str, float)
        Name of the parameter, ``"W1"``, ``"b1"``, ..., and the relative error of its gradient; in layer order.
    tolerance : float
        An error below it passes.
    """

    errors: tuple[tuple[str, float], ...]
    tolerance: float

    @property
    def failed(self) -> tuple[str, ...]:
        """The parameters whose gradient is wrong; an error that is not a number fails too."""
        return tuple(name for name, error in self.errors if not error < self.tolerance)

    @property
    def passed(self) -> bool:
        """True if every gradient is right."""
        return not self.failed

    def __str__(self) -> str:
        """One line for each parameter."""
        width = max(len(name) for name, _ in self.errors)
        lines = (
            f"d{name:<{width}}  {error:.1e}  {'wrong' if name in self.failed else 'ok'}" for name, error in self.errors
        )
        return "\n".join(lines)


def relative_error(gradient: Array, reference: Array) -> float:
    """``‖gradient - reference‖ / (‖gradient‖ + ‖reference‖)``, and 0 if both are 0.

    Raises `ValueError` if the shapes differ, which a subtraction would not always notice.
    """
    if gradient.shape != reference.shape:
        raise ValueError(f"gradient must have the shape of its parameter, {reference.shape} (got {gradient.shape})")
    size = np.linalg.norm(gradient) + np.linalg.norm(reference)
    return float(np.linalg.norm(gradient - reference) / size) if size else 0.0


def numerical_gradients(
    cost_at: Callable[[Parameters], float], parameters: Parameters, step: float = STEP
) -> Gradients:
    """Central differences ``(J(p + h) - J(p - h)) / 2h`` for every entry p of every parameter.

    Parameters
    ----------
    cost_at : callable
        From parameters to the cost J; called twice for each entry.
    parameters : dict
        Left as they are; the differences are taken in float64 whatever their type.
    step : float
        h, relative to ``max(1, |p|)``.

    Returns
    -------
    gradients : dict
        ``dW1``, ``db1``, ... in the shapes of ``W1``, ``b1``, ...

    Examples
    --------
    >>> gradients = numerical_gradients(lambda p: float((p["W1"] ** 3).sum()), {"W1": np.array([[1.0, 2.0]])})
    >>> gradients["dW1"].round(6).tolist()
    [[3.0, 12.0]]
    """
    moved: Parameters = {name: np.array(value, dtype=np.float64) for name, value in parameters.items()}
    gradients: Gradients = {f"d{name}": np.empty_like(value) for name, value in moved.items()}
    for name, value in moved.items():
        for place in np.ndindex(value.shape):
            p = float(value[place])
            h = step * max(1.0, abs(p))
            above, below = p + h, p - h
            value[place] = above
            J_above = cost_at(moved)
            value[place] = below
            J_below = cost_at(moved)
            value[place] = p
            gradients[f"d{name}"][place] = (J_above - J_below) / (above - below)  # the step that was really taken
    return gradients


def check_gradients(
    X: Array,
    Y: Array,
    parameters: Parameters,
    activations: Sequence[str],
    cost: str,
    *,
    gradients: Gradients | None = None,
    tolerance: float = 1e-7,
) -> GradientCheck:
    """Relative error of each gradient against central differences of the cost.

    Every entry of every parameter costs two forward passes: a check for small networks. A ReLU whose ``Z`` lies within
    about 1e-5 of its kink at 0 makes the difference wrong, not the gradient; so may a cost at rest, where a gradient is
    as small as the rounding of the difference, about 1e-11 times the cost.

    Parameters
    ----------
    X : (n[0], m) ndarray
    Y : (n[L], m) ndarray
        What the output should be; as for `compute_cost`.
    parameters : dict
        Left as they are.
    activations : sequence of str
        The names of ``g[1]`` to ``g[L]``.
    cost : {"binary_cross_entropy", "categorical_cross_entropy", "squared_error"}
    gradients : dict, optional
        ``dW1``, ``db1``, ... to be checked, from code of your own; if left out, those of `backward`.
    tolerance : float
        1e-7 fits float64. The differences are always taken in float64, so float32 gradients show their own rounding:
        1e-4 fits them.

    Returns
    -------
    GradientCheck
        Its text has one line for each parameter.

    Raises
    ------
    ValueError
        As `forward` and `compute_cost`, and if a gradient has another shape than its parameter.

    References
    ----------
    A. Karpathy and others, *CS231n: Convolutional Neural Networks for Visual Recognition*, Stanford, "Gradient checks":
    the relative error and its size. The one here takes norms instead of single entries.

    Examples
    --------
    >>> from shapecheck.network import initialise_parameters
    >>> parameters = initialise_parameters([2, 3, 1], "xavier", seed=1)
    >>> X, Y = np.random.default_rng(1).random((2, 7)), np.ones((1, 7))
    >>> check = check_gradients(X, Y, parameters, ["tanh", "sigmoid"], "binary_cross_entropy")
    >>> check.passed, [name for name, error in check.errors]
    (True, ['W1', 'b1', 'W2', 'b2'])
    """
    if gradients is None:
        _, caches = forward(X, parameters, activations)
        gradients = backward(Y, caches, activations, cost, input_gradient=False)
    X64, Y64 = X.astype(np.float64), Y.astype(np.float64)

    def cost_at(moved: Parameters) -> float:
        _, caches = forward(X64, moved, activations)
        return compute_cost(Y64, caches, activations, cost)

    references = numerical_gradients(cost_at, parameters)
    errors = tuple((name, relative_error(gradients[f"d{name}"], references[f"d{name}"])) for name in parameters)
    return GradientCheck(errors, tolerance)
