"""The networks for the parity of n bits, counted, and tried on every input: every output, every shape as derived."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from shapecheck.architecture.parity import CONSTRUCTIONS, Counted, count_parity
from shapecheck.core import Shape, Size
from shapecheck.core.dim import symbol

__all__ = ["MOST_TRIED", "Parity", "Point", "Trial", "run_parity", "try_parity"]

MOST_TRIED = 12
"""The largest number of bits for which all inputs are tried; more would be slow."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a network on all inputs.

    Parameters
    ----------
    inputs, right : int
        The number of inputs, and of those for which the output is their parity.
    shapes, derived : int
        The number of shapes that arrays had, one for each W, b, Z and A, and of those that are the derived ones.
    """

    inputs: int
    right: int
    shapes: int
    derived: int

    @property
    def passed(self) -> bool:
        """Whether every output is right and every shape the derived one."""
        return self.inputs == self.right and self.shapes == self.derived


@dataclass(frozen=True, slots=True)
class Point:
    """A network for a number of bits, and what came of it on all inputs; None where it was only counted."""

    counted: Counted
    trial: Trial | None


@dataclass(frozen=True, slots=True)
class Parity:
    """The networks for n = 2..N: by n, then in the order of `CONSTRUCTIONS`."""

    bits: int
    points: tuple[Point, ...]

    @property
    def tried(self) -> tuple[Trial, ...]:
        """What was tried."""
        return tuple(point.trial for point in self.points if point.trial is not None)

    @property
    def passed(self) -> bool:
        """Whether all that was tried is right."""
        return all(trial.passed for trial in self.tried)


def run_parity(bits: int) -> Parity:
    """Count the networks for n = 2..N, and try those of up to `MOST_TRIED` bits."""
    points = []
    for n in range(2, bits + 1):
        for construction in CONSTRUCTIONS:
            counted = count_parity(construction, n)
            points.append(Point(counted, try_parity(counted) if n <= MOST_TRIED else None))
    return Parity(bits, tuple(points))


def try_parity(counted: Counted) -> Trial:
    """Run a network on all inputs and compare its outputs with their parities, its arrays with the derived shapes."""
    network: Any = import_module("shapecheck.network.parity")
    parameters = network.PARITY_NETWORKS[counted.construction](counted.bits)
    inputs = right = 0
    recorded: dict[str, set[tuple[int, ...]]] = {}
    for name, array in parameters.items():
        recorded[f"{name[0]}[{name[1:]}]"] = {array.shape}
    examples: set[int] = set()
    for patterns in network.all_inputs(counted.bits):
        steps = network.step_forward(patterns, parameters)
        right += int((network.parity(patterns) == steps[-1].A).sum())
        inputs += patterns.shape[1]
        examples.add(patterns.shape[1])
        recorded.setdefault("A[0]", set()).add(patterns.shape)
        for layer, step in enumerate(steps, 1):
            recorded.setdefault(f"Z[{layer}]", set()).add(step.Z.shape)
            recorded.setdefault(f"A[{layer}]", set()).add(step.A.shape)
    derived = _derived(counted, examples)
    names = derived.keys() | recorded.keys()
    return Trial(inputs, right, len(names), sum(recorded.get(name) == derived.get(name) for name in names))


def _derived(counted: Counted, examples: set[int]) -> dict[str, set[tuple[Size, ...] | None]]:
    """Give the derived shapes of W, b, Z and A by name, for each number of examples that ran at once."""
    quantities = [item for item in counted.table.quantities if item.gradient_of is None]
    return {item.name: {_with_examples(item.shape, count).sizes for count in examples} for item in quantities}


def _with_examples(shape: Shape, count: int) -> Shape:
    return shape.substitute({symbol("m"): count})
