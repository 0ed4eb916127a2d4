"""What the functions cost: one training step of the network against the same step in bare NumPy statements.

A step is forward, backward and update of a ReLU, ReLU, softmax network with the categorical cross-entropy. Both sides
run interleaved in one process, on the same numbers, in an order that changes with every repeat. The ratio is that of
the median times. The lines "training" leave out ``dA0``, which no update needs, on both sides; those
"with dA0" have it on both. The lines "shapecheck train" are the step of that command, which has the cost as well, on
both sides. The lines "traced" are the plain statements themselves, decorated with `checked` and recorded by `trace`,
each of their 31 assignments, against the same without.

With `--torch` the step of `shapecheck train` is compared with PyTorch's on the CPU too, if it is installed: the same
network from the same weights, one batch, as many threads as it takes by itself.

    python benchmarks/network_step.py [--dims 784,128,64,10] [--batch 256] [--repeats 300] [--torch]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this tree, installed or not

from shapecheck.network import backward, forward, initialise_parameters, update
from shapecheck.network.arrays import Array, Parameters
from shapecheck.network.optimizers import State
from shapecheck.runtime.decorator import checked
from shapecheck.runtime.recording.tracing import trace
from shapecheck.training.run import Step, Trained
from shapecheck.training.settings import Hyperparameters

TARGET = 1.02
TURNS = 5  # of each side, where they do not take turns step by step
PAUSE = 0.4  # seconds between
ACTIVATIONS = ("relu", "relu", "softmax")
LEARNING_RATE = 0.01


def network_step(X: Array, Y: Array, parameters: Parameters, input_gradient: bool) -> None:
    """Take one step by the functions of `shapecheck.network`."""
    _, caches = forward(X, parameters, ACTIVATIONS)
    gradients = backward(Y, caches, ACTIVATIONS, "categorical_cross_entropy", input_gradient=input_gradient)
    update(parameters, gradients, LEARNING_RATE)


def train_step(X: Array, Y: Array, parameters: Parameters) -> Callable[[], None]:
    """Give the step of `shapecheck train`, with gradient descent."""
    hidden = tuple(len(parameters[name]) for name in ("b1", "b2"))
    chosen = Hyperparameters(hidden=hidden, optimizer="gradient_descent", learning_rate=LEARNING_RATE)
    trained = Trained(chosen, parameters, State(), np.random.default_rng(0))
    own = Step(chosen, len(Y))

    def step() -> None:
        own.make(X, Y, trained, LEARNING_RATE)

    return step


def bare_step(X: Array, Y: Array, parameters: Parameters, input_gradient: bool, with_cost: bool = False) -> None:
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
    if with_cost:
        J = -(Y * np.log(A3)).sum() / m  # noqa: F841

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


def compare(sides: list[Callable[[], None]], repeats: int) -> list[float]:
    """Median milliseconds of each side, run in turn."""
    times: list[list[float]] = [[] for _ in sides]
    for repeat in range(repeats + 10):
        for place in sorted(range(len(sides)), reverse=bool(repeat % 2)):
            times[place].append(milliseconds(sides[place]))
    return [median(taken[10:]) for taken in times]  # the first ten warm up


def examples(dims: tuple[int, ...], batch: int, dtype: type) -> tuple[Array, Array]:
    """Give a batch of random examples and one-hot columns."""
    generator = np.random.default_rng(1)
    X: Array = generator.standard_normal((dims[0], batch)).astype(dtype)
    Y: Array = np.eye(dims[-1], dtype=dtype)[:, generator.integers(dims[-1], size=batch)]
    return X, Y


def compare_numpy(dims: tuple[int, ...], batch: int, repeats: int, dtype: type, kind: str) -> list[float]:
    """Median milliseconds of the bare step and of the network's; both must have trained to the same weights."""
    X, Y = examples(dims, batch, dtype)
    parameters = [initialise_parameters(dims, seed=2, dtype=dtype) for _ in range(2)]
    whole = kind == "shapecheck train"
    bare = partial(bare_step, X, Y, parameters[0], kind == "with dA0", whole)
    if whole:
        network: Callable[[], None] = train_step(X, Y, parameters[1])
    elif kind == "traced":
        network = partial(checked(bare_step), X, Y, parameters[1], False)
    else:
        network = partial(network_step, X, Y, parameters[1], kind == "with dA0")
    with trace() if kind == "traced" else nullcontext():
        found = compare([bare, network], repeats)
    if not all(np.array_equal(parameters[0][name], parameters[1][name]) for name in parameters[0]):
        raise AssertionError("the two steps trained to different weights")
    return found


def torch_step(X: Array, Y: Array, parameters: Parameters) -> tuple[Callable[[], None], Callable[[], list[Array]]]:
    """Give the same step in PyTorch, one example a row as there, and what gives its weights."""
    import torch

    inputs = torch.from_numpy(np.ascontiguousarray(X.T))
    targets = torch.from_numpy(Y.argmax(axis=0))
    layers: list[torch.nn.Module] = []
    for l in (1, 2, 3):
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        linear = torch.nn.Linear(W.shape[1], W.shape[0], dtype=inputs.dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(W))
            linear.bias.copy_(torch.from_numpy(b[:, 0]))
        layers += [linear, torch.nn.ReLU()]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)
    loss = torch.nn.CrossEntropyLoss()

    def step() -> None:
        optimizer.zero_grad()
        loss(model(inputs), targets).backward()
        optimizer.step()

    return step, lambda: [value.detach().numpy() for value in model.parameters()]


def compare_torch(dims: tuple[int, ...], batch: int, repeats: int, dtype: type) -> list[float]:
    """Median milliseconds of PyTorch's step and of that of `shapecheck train`; the weights must agree.

    They take turns of many steps with a pause between: the threads of either spin for a while after a step, and would
    be in the way of the other's.
    """
    X, Y = examples(dims, batch, dtype)
    parameters = initialise_parameters(dims, seed=2, dtype=dtype)
    theirs, weights = torch_step(X, Y, parameters)
    sides = (theirs, train_step(X, Y, parameters))
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(TURNS):
        for step, taken in zip(sides, times, strict=True):
            sleep(PAUSE)
            turn = [milliseconds(step) for _ in range(10 + repeats // TURNS)]
            taken.extend(turn[10:])
    tolerance = 1e-9 if dtype is np.float64 else 1e-3
    for name, value in zip(parameters, weights(), strict=True):
        if not np.allclose(parameters[name].ravel(), value.ravel(), atol=tolerance, rtol=tolerance):
            raise AssertionError(f"PyTorch trained to another {name}")
    return [median(taken) for taken in times]


def main() -> None:
    """Print one line for each float type and kind of step."""
    parser = argparse.ArgumentParser(description="Training step of the network against bare NumPy statements.")
    parser.add_argument("--dims", default="784,128,64,10", help="n[0],n[1],n[2],n[3] (default: %(default)s)")
    parser.add_argument("--batch", type=int, default=256, help="examples (default: %(default)s)")
    parser.add_argument("--repeats", type=int, default=300, help="steps per line (default: %(default)s)")
    parser.add_argument("--torch", action="store_true", help="compare with PyTorch on the CPU as well")
    arguments = parser.parse_args()
    dims = tuple(int(size) for size in arguments.dims.split(","))
    if len(dims) != 4:
        parser.error("--dims must have four sizes: the bare step is written for three layers")
    sizes = "-".join(map(str, dims))
    print(f"one step, {sizes}, batch {arguments.batch}, median of {arguments.repeats}; target at most {TARGET}")
    for dtype in (np.float64, np.float32):
        for kind in ("training", "with dA0", "shapecheck train", "traced"):
            bare, network = compare_numpy(dims, arguments.batch, arguments.repeats, dtype, kind)
            times = f"bare {bare:.3f} ms  network {network:.3f} ms  ratio {network / bare:.3f}"
            print(f"{dtype.__name__}  {kind:<16}  {times}")
    if arguments.torch:
        _print_torch(dims, arguments.batch, arguments.repeats)


def _print_torch(dims: tuple[int, ...], batch: int, repeats: int) -> None:
    """Print a line for each float type, and why the two differ."""
    try:
        import torch
    except ImportError:
        print("PyTorch is not installed: pip install torch")
        return
    for dtype in (np.float64, np.float32):
        theirs, own = compare_torch(dims, batch, repeats, dtype)
        times = f"{theirs:.3f} ms  network {own:.3f} ms  ratio {own / theirs:.3f}"
        print(f"{dtype.__name__}  PyTorch {torch.__version__}  {times}")
    print(
        "Most of a step is matrix products, which are BLAS on both sides"
        f" ({torch.get_num_threads()} threads in PyTorch); what"
        " differs is the rest: PyTorch records a graph in each step and goes back through it, NumPy calls the few"
        " functions that were written for this network."
    )


if __name__ == "__main__":
    main()
