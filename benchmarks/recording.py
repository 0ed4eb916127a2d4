"""What recording costs: a small forward and backward step, bare and recorded, interleaved in one run.

Run as `python benchmarks/recording.py [repetitions]`. The hook does nothing, so the numbers are those of the rewriting.
"""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from shapecheck.runtime.recording.rewrite import recording

CALLS = 200
"""Calls for one measurement, so that the clock's own cost does not count."""


def step(W: Any, b: Any, X: Any, Y: Any) -> Any:
    """One layer forward and backward, in plain names: nine records, the returned value's among them."""
    Z = W @ X + b
    A = np.maximum(0, Z)
    dA = A - Y
    dZ = dA * (Z > 0)
    dW = dZ @ X.T
    db = dZ.sum(axis=1, keepdims=True)
    W = W - 0.01 * dW
    b = b - 0.01 * db
    return W, b


def step_by_key(W: Any, b: Any, X: Any, Y: Any) -> Any:
    """One step again, with its results in dicts under computed keys: twelve records, eight of them keyed."""
    cache: dict[str, Any] = {}
    grads: dict[str, Any] = {}
    l = 1
    cache["Z" + str(l)] = W @ X + b
    cache["A" + str(l)] = np.maximum(0, cache["Z1"])
    grads["dA" + str(l)] = cache["A1"] - Y
    grads["dZ" + str(l)] = grads["dA1"] * (cache["Z1"] > 0)
    grads["dW" + str(l)] = grads["dZ1"] @ X.T
    grads["db" + str(l)] = grads["dZ1"].sum(axis=1, keepdims=True)
    grads["W" + str(l)] = W - 0.01 * grads["dW1"]
    grads["b" + str(l)] = b - 0.01 * grads["db1"]
    return grads


def ignore(site: object, name: str, value: object) -> None:
    """Take a record and do nothing with it."""


class Names:
    """Keeps the names of the records."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def take(self, site: object, name: str, value: object) -> None:  # noqa: ARG002 - the signature is fixed
        """Take one record."""
        self.taken.append(name)


def seconds(function: Callable[..., Any], arguments: tuple[Any, ...]) -> float:
    """Time one call, in seconds."""
    start = time.perf_counter()
    for _ in range(CALLS):
        function(*arguments)
    return (time.perf_counter() - start) / CALLS


def main(repetitions: int = 200) -> None:
    """Print the median time of each function, bare and recorded, and the difference for each record."""
    generator = np.random.default_rng(0)
    arguments = tuple(generator.normal(size=shape) for shape in [(5, 3), (5, 1), (3, 7), (5, 7)])
    for bare in (step, step_by_key):
        names = Names()
        recording(bare, names.take)(*arguments)
        twin = recording(bare, ignore)
        times: dict[Callable[..., Any], list[float]] = {bare: [], twin: []}
        for _ in range(repetitions):
            for function, measured in times.items():
                measured.append(seconds(function, arguments))
        plain, recorded = (statistics.median(measured) for measured in times.values())
        # Neighbours in time share what the machine was doing, so the difference is taken pair by pair.
        added = statistics.median(b - a for a, b in zip(*times.values(), strict=True))
        print(
            f"{bare.__name__:12} bare {plain * 1e6:6.2f} µs   recorded {recorded * 1e6:6.2f} µs   "
            f"ratio {recorded / plain:.3f}   added {added * 1e6:5.2f} µs = {added / len(names.taken) * 1e9:4.0f} ns "
            f"for each of {len(names.taken)} records"
        )
    start = time.perf_counter()
    recording(step, ignore)
    print(f"rewriting a function of this file: {(time.perf_counter() - start) * 1e3:.2f} ms, once")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
