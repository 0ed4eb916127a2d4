"""Rules applied a second, by family, and beside `jax.eval_shape` on the same calls where JAX is installed.

`python benchmarks/rules.py`. JAX belongs in an environment for benchmarks only: `pip install jax`.
"""

import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from shapecheck.core import Array, Shape, Size, symbol
from shapecheck.ops.rule import apply
from shapecheck.ops.table import FAMILIES, RULES

ROUNDS = 15

# A typical call of each family: the operation, its arrays' shapes, and its arguments, given how a size is written.
CALLS: tuple[tuple[str, tuple[tuple[int, ...], ...], Callable[..., tuple[Any, ...]], dict[str, Any]], ...] = (
    ("numpy.add", ((5, 7), (5, 1)), lambda _, a, b: (a, b), {}),
    ("numpy.exp", ((5, 7),), lambda _, a: (a,), {}),
    ("numpy.matmul", ((5, 3), (3, 7)), lambda _, a, b: (a, b), {}),
    ("numpy.dot", ((5, 3), (3, 7)), lambda _, a, b: (a, b), {}),
    ("numpy.einsum", ((5, 3), (3, 7)), lambda _, a, b: ("ij,jk->ik", a, b), {}),
    ("numpy.sum", ((5, 7),), lambda _, a: (a,), {"axis": 1, "keepdims": True}),
    ("numpy.argmax", ((5, 7),), lambda _, a: (a,), {"axis": 0}),
    ("numpy.cumsum", ((5, 7),), lambda _, a: (a,), {"axis": 1}),
    ("numpy.transpose", ((5, 7, 3),), lambda _, a: (a, (2, 0, 1)), {}),
    ("numpy.reshape", ((5, 7, 3),), lambda size, a: (a, (size(5), -1)), {}),
    ("numpy.concatenate", ((5, 7), (3, 7)), lambda _, a, b: ([a, b],), {"axis": 0}),
    ("numpy.stack", ((5, 7), (5, 7)), lambda _, a, b: ([a, b],), {"axis": 0}),
    ("numpy.tile", ((5, 7),), lambda _, a: (a, (2, 3)), {}),
    ("numpy.pad", ((5, 7),), lambda _, a: (a, ((1, 2), (3, 4))), {}),
    ("numpy.sort", ((5, 7),), lambda _, a: (a,), {"axis": 0}),
    ("numpy.mean", ((5, 7),), lambda _, a: (a,), {"axis": 0}),
    ("numpy.linalg.inv", ((7, 7),), lambda _, a: (a,), {}),
    ("numpy.broadcast_to", ((7,),), lambda size, a: (a, (size(5), size(7))), {}),
)

SYMBOLS = {3: symbol("k"), 5: symbol("n"), 7: symbol("m")}


def symbolic(sizes: tuple[int, ...]) -> Array:
    """Give an array with a symbol for each size but 1."""
    return Array(Shape(tuple(map(symbol_of, sizes))))


def symbol_of(size: int) -> Size:
    """Give the symbol that stands for a size."""
    return SYMBOLS.get(size, size)


def seconds(run: Callable[[], object], number: int) -> float:
    """Give the seconds of one run, over `number` of them."""
    start = time.perf_counter()
    for _ in range(number):
        run()
    return (time.perf_counter() - start) / number


def evaluator(name: str, shapes: tuple[tuple[int, ...], ...], build: Callable[..., Any], keywords: Any) -> Any:
    """Give the same call as one of `jax.eval_shape`."""
    import jax
    import jax.numpy as jnp

    function: Any = jnp
    for part in name.split(".")[1:]:
        function = getattr(function, part)
    arrays = [jax.ShapeDtypeStruct(shape, jnp.float32) for shape in shapes]
    return lambda: jax.eval_shape(lambda *operands: function(*build(int, *operands), **keywords), *arrays)


def main() -> None:
    """Time each call in turn, the peers interleaved, and print medians and ratios."""
    has_jax = find_spec("jax") is not None
    families = {name: family for family, rules in FAMILIES.items() for rule in rules for name in rule.names}
    print(f"{'family':14} {'operation':20} {'rules a second':>15}" + ("   jax.eval_shape / rule" if has_jax else ""))
    ratios = []
    for name, shapes, build, keywords in CALLS:
        arguments = build(symbol_of, *map(symbolic, shapes))

        def run(rule: Any = RULES[name], arguments: Any = arguments, keywords: Any = keywords) -> object:
            return apply(rule, arguments, keywords)

        peer = evaluator(name, shapes, build, keywords) if has_jax else None
        own, other = [], []
        for _ in range(ROUNDS):
            own.append(seconds(run, 300))
            if peer is not None:
                other.append(seconds(peer, 10))
        line = f"{families[name]:14} {name:20} {1 / statistics.median(own):15,.0f}"
        if other:
            ratios.append(statistics.median(other) / statistics.median(own))
            line += f"   {ratios[-1]:10.0f}"
        print(line)
    if ratios:
        print(f"median ratio {statistics.median(ratios):.0f}, least {min(ratios):.0f}")
    else:
        print("JAX is not installed: no comparison")


if __name__ == "__main__":
    main()
