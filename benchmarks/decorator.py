"""What `checked` costs: a small forward and backward step bare, with checks at its two boundaries, and recorded.

Run as `python benchmarks/decorator.py [repetitions]`. The variants are measured in turn in one process, and each is
compared with the bare step that was measured next to it. jaxtyping with beartype or typeguard joins where installed.
"""

import statistics
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import numpy as np

from shapecheck.runtime.decorator import checked
from shapecheck.runtime.recording.tracing import trace
from shapecheck.runtime.state import disabled

CALLS = 200
"""Calls for one measurement, so that the clock's own cost does not count."""

Function = Callable[..., Any]


def forward(A_prev: Any, W: Any, b: Any) -> Any:
    """Forward block of a layer with ReLU."""
    Z = W @ A_prev + b
    return np.maximum(0, Z)


def backward(dZ: Any, A_prev: Any, W: Any, b: Any) -> Any:  # noqa: ARG001 - b is what db is compared with
    """Backward block of a layer."""
    m = dZ.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    dA_prev = W.T @ dZ
    return dA_prev, dW, db


FORWARD = "A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> n[l] m"
BACKWARD = "dZ: n[l] m, A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> dA_prev: n[l-1] m, dW: n[l] n[l-1], db: n[l] 1"


def step(ahead: Function, back: Function) -> Callable[[Any, Any, Any], Any]:
    """Give a training step of one layer: two calls."""

    def run(W: Any, b: Any, X: Any) -> Any:
        A = ahead(X, W, b)
        return back(A, X, W, b)

    return run


def by_jaxtyping() -> dict[str, tuple[Function, Function]]:
    """Give the two functions as jaxtyping checks them, by each type checker that is installed."""
    found: dict[str, tuple[Function, Function]] = {}
    for checker in ("beartype", "typeguard"):
        if find_spec("jaxtyping") is None or find_spec(checker) is None:
            continue
        from jaxtyping import Float, jaxtyped

        typechecker = getattr(__import__(checker), {"beartype": "beartype", "typeguard": "typechecked"}[checker])

        def ahead(A_prev: Any, W: Any, b: Any) -> Any:
            return forward(A_prev, W, b)

        def back(dZ: Any, A_prev: Any, W: Any, b: Any) -> Any:
            return backward(dZ, A_prev, W, b)

        kinds: list[Any] = [Float[np.ndarray, text] for text in ("n0 m", "n1 n0", "n1 1", "n1 m")]
        n0_m, n1_n0, n1_1, n1_m = kinds
        ahead.__annotations__ = {"A_prev": n0_m, "W": n1_n0, "b": n1_1, "return": n1_m}
        back.__annotations__ = {
            "dZ": n1_m, "A_prev": n0_m, "W": n1_n0, "b": n1_1, "return": tuple.__class_getitem__((n0_m, n1_n0, n1_1)),
        }  # fmt: skip
        decorate = jaxtyped(typechecker=typechecker)
        found[f"jaxtyping and {checker}"] = decorate(ahead), decorate(back)
    return found


def seconds(function: Function, arguments: tuple[Any, ...]) -> float:
    """Time one call, in seconds."""
    start = time.perf_counter()
    for _ in range(CALLS):
        function(*arguments)
    return (time.perf_counter() - start) / CALLS


def recorded(function: Function) -> Function:
    """Give a function whose every call is recorded."""

    def run(*arguments: Any) -> Any:
        with trace():
            return function(*arguments)

    return run


def switched_off(function: Function) -> Function:
    """Give a function whose calls are made with the checks off."""

    def run(*arguments: Any) -> Any:
        with disabled():
            return function(*arguments)

    return run


def main(repetitions: int = 100) -> None:
    """Print the median time of each variant, its ratio to the bare step, and what each call boundary adds."""
    generator = np.random.default_rng(0)
    arguments = tuple(generator.normal(size=shape) for shape in [(5, 3), (5, 1), (3, 7)])
    specified = step(checked(FORWARD)(forward), checked(BACKWARD)(backward))
    bare = step(forward, backward)
    variants = {
        "checked, no spec": step(checked(forward), checked(backward)),
        "checked, spec": specified,
        "checked, switched off": switched_off(specified),
        "traced": recorded(specified),
        **{name: step(*functions) for name, functions in by_jaxtyping().items()},
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in variants}
    for _ in range(repetitions):
        for name, variant in variants.items():
            times[name].append((seconds(bare, arguments), seconds(variant, arguments)))
    plain = statistics.median(first for pairs in times.values() for first, _ in pairs)
    print(f"{'bare step':26} {plain * 1e6:7.2f} µs")
    for name, pairs in times.items():
        # Neighbours in time share what the machine was doing, so ratio and difference are taken pair by pair.
        ratio = statistics.median(second / first for first, second in pairs)
        added = statistics.median(second - first for first, second in pairs)
        took = statistics.median(second for _, second in pairs)
        print(f"{name:26} {took * 1e6:7.2f} µs   ratio {ratio:6.3f}   {added / 2 * 1e6:6.2f} µs a call")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
