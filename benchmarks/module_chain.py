"""What a chain of modules costs, each of which imports the one before it, and which operations are lost on the way.

`python benchmarks/module_chain.py [--modules 30] [--functions 20]`. All are linted in one call, by one process. The CPU
time is given in times of that of one such module alone; operations are those of the chain, and those that as many
modules have which import nothing.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from shapecheck.lint.runner import lint_paths
from shapecheck.lint.settings import Settings

_FUNCTION = """
def f{number}(x, n={number}):
    W = np.random.randn({rows}, 3)
    for _ in range(4):
        Z = np.dot(W, x) + np.zeros(({rows}, 1))
        W = W - 0.1 * np.dot(Z, x.T)
    return np.tanh(Z)
"""


def texts(modules: int, functions: int, *, chained: bool) -> Iterator[str]:
    """Give the text of each module: its functions, and calls of its own and of those of the module before it."""
    for at in range(modules):
        lines = ["import numpy as np", f"import m{at - 1} as before" if chained and at else ""]
        lines += [_FUNCTION.format(number=number, rows=number + 2) for number in range(functions)]
        lines += [f"Y{number} = f{number}(np.zeros((3, {at + 2})))" for number in range(functions)]
        if chained and at:
            lines += [f"X{number} = np.dot(before.Y{number}.T, before.Y{number})" for number in range(functions)]
        else:
            lines += [f"X{number} = np.dot(Y{number}.T, Y{number})" for number in range(functions)]
        yield "\n".join(lines)


def cost(modules: int, functions: int, *, chained: bool) -> tuple[float, int, int]:
    """Give the seconds of CPU time of linting some modules, their operations, and how many of these are known."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        for at, text in enumerate(texts(modules, functions, chained=chained)):
            Path(f"m{at}.py").write_text(text, encoding="utf-8")
        start = time.process_time()
        summary = lint_paths(["."], Settings(), processes=1).summary
        return time.process_time() - start, summary.operations, summary.known


def main() -> None:
    """Print the costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=int, default=30)
    parser.add_argument("--functions", type=int, default=20)
    options = parser.parse_args()
    cost(1, options.functions, chained=False)  # to import what is needed
    one, *_ = cost(1, options.functions, chained=False)
    print(f"{'':24} {'CPU, s':>8} {'times one':>10} {'operations':>11} {'known':>7}")
    for name, chained in (("apart", False), ("in a chain", True)):
        taken, operations, known = cost(options.modules, options.functions, chained=chained)
        label = f"{options.modules} modules {name}"
        print(f"{label:24} {taken:8.2f} {taken / one:10.1f} {operations:11} {known:7}")


if __name__ == "__main__":
    main()
