"""What the functions cost: one training step of the network against the same step in bare NumPy statements.

A step is forward, backward and update of a ReLU, ReLU, softmax network with the categorical cross-entropy. Both sides
run interleaved in one process, on the same numbers, in an order that changes with every repeat. The ratio is that of
the median times. The lines "training" leave out ``dA0``, which no update needs, on both sides; those
"with dA0" have it on both.

    python benchmarks/network_step.py [--dims 784,128,64,10] [--batch 256] [--repeats 300]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this tree, installed or not

from shapecheck.network import backward, forward, initialise_parameters, update
from shapecheck.network.arrays import Array, Parameters

TARGET = 1.05
ACTIVATIONS = ("relu", "relu", "softmax")
LEARNING_RATE = 0.01


def network_step(X: Array, Y: Array, parameters: Parameters, input_gradient: bool) -> None:
    """Take one step by the functions of `shapecheck.network`."""
    _, caches = forward(X, parameters, ACTIVATIONS)
    gradients = backward(Y, caches, ACTIVATIONS, "categorical_cross_entropy", input_gradient=input_gradient)
    update(parameters, gradients, LEARNING_RATE)


def bare_step(X: Array, Y: Array, parameters: Parameters, input_gradient: bool) -> None:
    """Take the same step by plain statements, written for these three layers."""
    W1, b1 = parameters["W1"], parameters["b1"]
    W2, b2 = parameters["W2"], parameters["b2"]
    W3, b3 = parameters["W3"], parameters["b3"]
    m = X.shape[1]

    Z1 = W1 @ X + b1
    A1 = np.maximum(Z1, 0)
    Z2 = W2 @ A1 + b2
    A2 = np.maximum(Z2, 0)
    Z3 = W3 @ A2 + b3
    E3 = np.exp(Z3 - Z3.max(axis=0, keepdims=True))
    A3 = E3 / E3.sum(axis=0, keepdims=True)

    dZ3 = A3 - Y
    dW3 = dZ3 @ A2.T / m
    db3 = dZ3.sum(axis=1, keepdims=True) / m
    dA2 = W3.T @ dZ3
    dZ2 = dA2 * (Z2 > 0)
    dW2 = dZ2 @ A1.T / m
    db2 = dZ2.sum(axis=1, keepdims=True) / m
    dA1 = W2.T @ dZ2
    dZ1 = dA1 * (Z1 > 0)
    dW1 = dZ1 @ X.T / m
    db1 = dZ1.sum(axis=1, keepdims=True) / m
    if input_gradient:
        dA0 = W1.T @ dZ1  # noqa: F841  (kept to the end, as a caller who asks for it does)

    W1 -= LEARNING_RATE * dW1
    b1 -= LEARNING_RATE * db1
    W2 -= LEARNING_RATE * dW2
    b2 -= LEARNING_RATE * db2
    W3 -= LEARNING_RATE * dW3
    b3 -= LEARNING_RATE * db3


def milliseconds(step: Callable[[], None]) -> float:
    """Time of one call."""
    start = perf_counter()
    step()
    return 1000 * (perf_counter() - start)


def compare(dims: tuple[int, ...], batch: int, repeats: int, dtype: type, input_gradient: bool) -> tuple[float, float]:
    """Median milliseconds of the bare step and of the network's; both must have trained to the same weights."""
    generator = np.random.default_rng(1)
    X: Array = generator.standard_normal((dims[0], batch)).astype(dtype)
    Y: Array = np.eye(dims[-1], dtype=dtype)[:, generator.integers(dims[-1], size=batch)]
    parameters = [initialise_parameters(dims, seed=2, dtype=dtype) for _ in range(2)]
    bare = partial(bare_step, X, Y, parameters[0], input_gradient)
    network = partial(network_step, X, Y, parameters[1], input_gradient)
    times: tuple[list[float], list[float]] = ([], [])
    for repeat in range(repeats + 10):
        sides = ((bare, times[0]), (network, times[1]))
        for step, taken in sides if repeat % 2 else reversed(sides):
            taken.append(milliseconds(step))
    if not all(np.array_equal(parameters[0][name], parameters[1][name]) for name in parameters[0]):
        raise AssertionError("the two steps trained to different weights")
    return median(times[0][10:]), median(times[1][10:])  # the first ten warm up


def main() -> None:
    """Print one line for each float type, with and without ``dA0``."""
    parser = argparse.ArgumentParser(description="Training step of the network against bare NumPy statements.")
    parser.add_argument("--dims", default="784,128,64,10", help="n[0],n[1],n[2],n[3] (default: %(default)s)")
    parser.add_argument("--batch", type=int, default=256, help="examples (default: %(default)s)")
    parser.add_argument("--repeats", type=int, default=300, help="steps per line (default: %(default)s)")
    arguments = parser.parse_args()
    dims = tuple(int(size) for size in arguments.dims.split(","))
    if len(dims) != 4:
        parser.error("--dims must have four sizes: the bare step is written for three layers")
    sizes = "-".join(map(str, dims))
    print(f"one step, {sizes}, batch {arguments.batch}, median of {arguments.repeats}; target at most {TARGET}")
    for dtype in (np.float64, np.float32):
        for input_gradient in (False, True):
            bare, network = compare(dims, arguments.batch, arguments.repeats, dtype, input_gradient)
            label = "with dA0" if input_gradient else "training"
            print(
                f"{dtype.__name__}  {label}  bare {bare:.3f} ms  network {network:.3f} ms  ratio {network / bare:.3f}"
            )


if __name__ == "__main__":
    main()
