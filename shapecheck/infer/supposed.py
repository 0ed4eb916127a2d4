"""What an operation gives if what is supposed of its arguments holds: that `n` in `np.ones(n)` is an integer.

Such an `n` is nearly always one, and may be a tuple of sizes all the same. So the array that is made has no known
rank, and beside that the shape that it has if `n` is an integer, `Array.supposed`: it is shown, and handed on by what
is done to the array. No claim is judged by it, no condition decided and nothing reported. What is found to be an
integer (by `range`, as one of several sizes) needs no supposition: see `lowering`. In the same way who names the axes
of an array one by one, in `x[:, 0]` or `np.moveaxis(x, [0, 1, 2], ...)`, nearly always names all that there are. On
open course code that is so wherever the rank is known: in 566 of 566 places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.judge import first_failed
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.infer.assume import size_of
from shapecheck.infer.lowering import parameter_at
from shapecheck.infer.machine import Machine
from shapecheck.infer.values import Opaque, Value
from shapecheck.ops.completions import answer, closed
from shapecheck.ops.rule import Rule
from shapecheck.ops.values import UNKNOWN

__all__ = ["suppose"]

_NUMBERS = frozenset({"d"})  # parameters that take one number, or an array that the result is broadcast with
_TAKING = frozenset({"shape", "size"})  # parameters that take an integer or a tuple
_DEEPEST = 2  # lists in each other whose arrays are looked at


def suppose(
    machine: Machine,
    rule: Rule,
    given: tuple[Sequence[Value], Mapping[str, Value]],
    lowered: tuple[Sequence[Any], Mapping[str, Any]],
    result: Any,
) -> Any:
    """Return the result of an operation with the shape that it has if what is supposed of the arguments holds."""
    if not _is_open(result):
        return result
    positional, by_name = list(lowered[0]), dict(lowered[1])
    places: list[tuple[Any, Any, str, Value]] = [
        (positional, place, parameter_at(rule, place), value) for place, value in enumerate(given[0][: len(positional)])
    ]
    places += [(by_name, key, key, value) for key, value in given[1].items()]
    changed = False
    for holder, key, parameter, value in places:
        if parameter in _TAKING and holder[key] is UNKNOWN and _is_one_number(value):
            holder[key] = size_of(machine, value)
        elif parameter in _NUMBERS and holder[key] is UNKNOWN:
            holder[key] = Array(SCALAR)
        else:
            holder[key] = _with_supposed(holder[key])
        changed = changed or holder[key] is not lowered[holder is by_name][key]
    if rule.names[0] == "numpy.moveaxis" and len(positional) > 1 and _is_of_any_rank(positional[0]):
        count = _named_axes(positional[1])
        if count > 1:
            positional[0], changed = Array(_sizes(machine, count)), True
    if not changed:
        return result
    outcome = answer(rule, *closed(positional, by_name))
    if first_failed(outcome.claims) is not None:
        return result  # then it does not hold
    names = machine.symbols.note_fresh(outcome.fresh)
    return _joined(machine, result, outcome.result, names)


def _is_of_any_rank(value: Any) -> bool:
    """Tell whether nothing is known of an operand but perhaps that it is an array."""
    return value is UNKNOWN or (isinstance(value, Array) and value.likely == UNKNOWN_SHAPE)


def _named_axes(axes: Any) -> int:
    """Return how many axes a list names that has all axes from the first on, as one does who names all there are."""
    named = list(axes) if isinstance(axes, (list, tuple)) else []
    return len(named) if all(type(axis) is int for axis in named) and sorted(named) == list(range(len(named))) else 0


def _sizes(machine: Machine, count: int) -> Shape:
    return Shape(tuple(machine.symbols.named("size") for _ in range(count)))


def _is_one_number(value: Value) -> bool:
    """Tell whether a value is most likely an integer: not what is called a shape, nor came of what was not understood.

    The name is asked so that less is said: a parameter `shape` is most likely a tuple.
    """
    return (
        isinstance(value, Opaque)
        and value.kind is None
        and bool(value.name)
        and value.lost is None
        and not value.cells
        and not any(word in value.name.lower() for word in ("shape", "size", "dim"))
    )


def _is_open(result: Any) -> bool:
    if isinstance(result, (list, tuple)):
        return any(map(_is_open, result))
    return isinstance(result, Array) and result.shape.rank is None


def _with_supposed(value: Any, depth: int = 0) -> Any:
    """Return an argument in which the arrays have the shapes that are supposed; the same one where none has."""
    if isinstance(value, Array):
        return value if value.likely is value.shape else replace(value, shape=value.likely, supposed=None)
    if type(value) in {list, tuple} and depth < _DEEPEST:
        items = [_with_supposed(item, depth + 1) for item in value]
        return value if all(map(_is_same, items, value)) else type(value)(items)
    return value


def _is_same(left: Any, right: Any) -> bool:
    return left is right


def _joined(machine: Machine, result: Any, supposed: Any, names: Mapping[Any, Any]) -> Any:
    if isinstance(result, Array) and isinstance(supposed, Array) and supposed.shape.rank is not None:
        if result.shape.rank is None:
            shape = supposed.shape.substitute(names).map(machine.symbols.shortened)
            return replace(result, supposed=shape)
    elif isinstance(result, (list, tuple)) and type(result) is type(supposed) and len(result) == len(supposed):
        return type(result)(_joined(machine, *pair, names) for pair in zip(result, supposed, strict=True))
    return result
