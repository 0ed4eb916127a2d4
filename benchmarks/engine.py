"""How fast the symbolic engine is: operations a second, and the design's measure of 4,000 equality checks.

Each operation runs on many different sizes in turn, so that no cache answers for it. The best of the repeats is given.

    python benchmarks/engine.py [--repeats 7]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # measure this tree, installed or not

from shapecheck.core import Array, Axis, Dim, Shape, Size, at_least, broadcast, compare, minimum, substitute, symbol

CHECKS = 4000
TARGET = 0.03  # seconds for the equality checks


def seconds(work: Callable[[int], object], count: int, repeats: int) -> float:
    """Give the time of `work(0)`, ..., `work(count - 1)` together."""
    best = float("inf")
    for _ in range(repeats):
        start = perf_counter()
        for i in range(count):
            work(i)
        best = min(best, perf_counter() - start)
    return best


def polynomial(i: int) -> Size:
    """Give a small polynomial in two of many symbols, another one for each number below 4,000."""
    return (symbol("n", i % 80) + i // 80) * (symbol("m") + 2)


def operations() -> dict[str, Callable[[int], object]]:
    """Give what is measured, each with one integer that makes it another operation."""
    n: list[Dim] = [symbol("n", i) for i in range(CHECKS)]
    m, l = symbol("m"), symbol("l")
    lefts = [polynomial(i) for i in range(CHECKS)]
    equals = [polynomial(i) for i in range(CHECKS)]
    others = [polynomial((i + 1) % CHECKS) for i in range(CHECKS)]
    weights = [Array(Shape((n[i], n[i - 1]))) for i in range(CHECKS)]
    columns = [Array(Shape((n[i], 1))) for i in range(CHECKS)]
    outputs = [Array(Shape((n[i], m))) for i in range(CHECKS)]
    numbers = [Array(Shape((i + 2, 7))) for i in range(CHECKS)]
    ones = [Array(Shape((i + 2, 1))) for i in range(CHECKS)]
    layer = symbol("n", l) * symbol("n", l - 1) + symbol("n", l)
    return {
        "build (n + i) * (m + 2)": polynomial,
        "build n - 1": lambda i: n[i] - 1,
        "build (n + 2 * m - 3) // 2 + 1": lambda i: (n[i] + 2 * m - 3) // 2 + 1,
        "build min(n, m)": lambda i: minimum(n[i], m),
        "compare equal polynomials": lambda i: compare(lefts[i], equals[i]),
        "compare other polynomials": lambda i: compare(lefts[i], others[i]),
        "compare n with m": lambda i: compare(n[i], m),
        "compare n with n": lambda i: compare(n[i], n[i]),
        "compare n with 3": lambda i: compare(n[i], 3),
        "compare 3 with 4": lambda i: compare(i, 4),
        "at_least n, 1": lambda i: at_least(n[i], 1),
        "broadcast (n, m) with (n, 1)": lambda i: broadcast((outputs[i], columns[i])),
        "broadcast (n, m) with (k, m)": lambda i: broadcast((outputs[i], outputs[i - 1])),
        "broadcast (5, 7) with (5, 1)": lambda i: broadcast((numbers[i], ones[i])),
        "substitute l in n[l]*n[l-1]+n[l]": lambda i: substitute(layer, {l: i}),
        "substitute n[l], n[l-1] by integers": lambda i: substitute(layer, {l: i, n[i]: 5, symbol("n", i - 1): 3}),
        "make a Shape": lambda i: Shape((n[i], m)),
        "make an Array": lambda i: Array(outputs[i].shape),
        "make an Axis": lambda i: Axis(weights[i], 1),
        "make a symbol n[i]": lambda i: symbol("k", i),
    }


def main() -> None:
    """Print one line an operation, then the measure of the design."""
    parser = argparse.ArgumentParser(description="Measure the symbolic engine.")
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    for name, work in operations().items():
        each = seconds(work, CHECKS, repeats) / CHECKS
        print(f"{name:<36} {each * 1e6:8.2f} µs {1 / each:>12,.0f} operations/s")
    pairs = [(polynomial(i), polynomial(i if i % 2 else (i + 1) % CHECKS)) for i in range(CHECKS)]
    total = seconds(lambda i: compare(*pairs[i]), CHECKS, repeats)
    print(f"{CHECKS:,} equality checks, half of them of equal sizes: {total:.3f} s (goal {TARGET} s)")


if __name__ == "__main__":
    main()
