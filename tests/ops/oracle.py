"""NumPy as the judge of a rule: run a call for real, and compare the shape and whether it raises."""

import operator
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from shapecheck.core import SCALAR, Array, Bare, Dim, Shape, Verdict, decide_all
from shapecheck.ops.rule import Outcome, apply
from shapecheck.ops.table import RULES
from shapecheck.ops.values import Dtype

RAISED = "raised"
DEPENDS = "depends on data"
REFUSALS = (ValueError, IndexError, TypeError, np.linalg.LinAlgError, ZeroDivisionError, OverflowError, RuntimeError)
DTYPES = {
    "b": np.bool_,
    "i": np.int64,
    "u": np.uint8,
    "f": np.float64,
    "c": np.complex128,
    "M": "datetime64[D]",
    None: np.float64,
}


@dataclass(frozen=True)
class Call:
    """One call of a ruled NumPy callable; arrays are `Array`s with plain integer sizes.

    `fill` makes the elements of float arrays from a shape, where ones will not do: a matrix that is not singular.
    """

    arguments: tuple[Any, ...]
    keywords: dict[str, Any] = field(default_factory=dict)
    fill: Callable[[tuple[int, ...]], np.ndarray] = np.ones


def call(*arguments: Any, **keywords: Any) -> Call:
    return Call(arguments, keywords)


def real(value: Any, fill_floats: Callable[[tuple[int, ...]], np.ndarray] = np.ones) -> Any:
    """Give the NumPy argument that a rule's argument stands for. Integer arrays are zeros: valid indices."""
    if isinstance(value, Array):
        if value.kind == "f":
            made = fill_floats(value.shape.sizes)
        else:
            fill = np.zeros if value.kind == "i" else np.ones
            made = fill(value.shape.sizes, dtype=DTYPES[value.kind])
        return made[()] if value.bare is Bare.SCALAR else made
    if isinstance(value, Dtype):
        return DTYPES[value.kind]
    if isinstance(value, (list, tuple)):
        return type(value)(real(item, fill_floats) for item in value)
    if isinstance(value, slice):
        return slice(real(value.start), real(value.stop), real(value.step))
    return value


def numpy_callable(name: str) -> Callable[..., Any]:
    """Give the NumPy callable of a full name; an array's attribute as a function of the array."""
    owner, *path = name.split(".")
    if owner == "operator":
        return getattr(operator, path[0])
    if name.startswith("numpy.random.Generator."):
        return getattr(np.random.default_rng(0), path[-1])
    if name.startswith("numpy.random.RandomState."):
        return getattr(np.random.RandomState(0), path[-1])
    if owner == "ndarray":
        return lambda a, *arguments, **keywords: _attribute(a, path[0], arguments, keywords)
    found: Any = np
    for part in path:
        found = getattr(found, part)
    return found


def exists(name: str) -> bool:
    """Tell whether the NumPy installed has a ruled callable: names come and go with versions and platforms."""
    if name.startswith("ndarray."):
        return hasattr(np.ones((1, 1)), name.partition(".")[2])  # NumPy 2.0's class still has names that raise
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            numpy_callable(name)
        except AttributeError:
            return False
    return True


def _attribute(a: np.ndarray, name: str, arguments: tuple, keywords: dict) -> Any:
    value = getattr(a, name)
    return value(*arguments, **keywords) if callable(value) else value


def shape_of(result: Any) -> Any:
    """Give the shape of a result: a tuple of sizes for an array or number, a list of shapes for several results."""
    if isinstance(result, (tuple, list)):
        return [shape_of(item) for item in result]
    return None if result is None else np.shape(result)


def judge(name: str, made: Call) -> Any:
    """Run the call under NumPy: give the result's shape, or RAISED."""
    happened = run(name, made)
    return RAISED if happened is RAISED else shape_of(happened)


def kinds_of(result: Any) -> Any:
    """Give the element kind of a result, or of each of several; None for what is no array of ours."""
    if isinstance(result, (tuple, list)):
        return [kinds_of(item) for item in result]
    kind = getattr(getattr(result, "dtype", None), "kind", None)
    return "i" if kind == "u" else kind


def run(name: str, made: Call) -> Any:
    """Run the call under NumPy: give the result, or RAISED."""
    arguments = [real(value, made.fill) for value in made.arguments]
    return run_with(name, arguments, {key: real(value, made.fill) for key, value in made.keywords.items()})


def run_with(name: str, arguments: Any, keywords: dict[str, Any], refusals: Any = REFUSALS) -> Any:
    """Run the call under NumPy with NumPy's own arguments: give the result, or RAISED."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return numpy_callable(name)(*arguments, **keywords)
        except refusals:
            return RAISED


def ruled(outcome: Outcome) -> Any:
    """Give what a rule says in the form of `judge`: sizes that depend on data stay symbolic."""
    verdict = decide_all(outcome.claims)
    if verdict is Verdict.UNKNOWN:
        assert outcome.fresh, f"undecided on plain numbers: {outcome.claims}"
        return DEPENDS
    return RAISED if verdict is Verdict.NO else _ruled_shape(outcome.result)


def _ruled_shape(result: Any) -> Any:
    if isinstance(result, Array):
        assert result.shape.sizes is not None, "the rule gives no rank for a call with known shapes"
        return result.shape.sizes
    if isinstance(result, (tuple, list)):
        return [_ruled_shape(item) for item in result]
    return None if result is None else ()


def agree(said: Any, happened: Any) -> bool:
    """Tell whether what a rule says covers what happened; a size that depends on data covers any."""
    if said == DEPENDS:
        return True
    if isinstance(said, list) and isinstance(happened, list):
        return len(said) == len(happened) and all(map(agree, said, happened))
    if isinstance(said, tuple) and isinstance(happened, tuple):
        return len(said) == len(happened) and all(
            isinstance(a, Dim) or a == b for a, b in zip(said, happened, strict=True)
        )
    return said == happened


def has_number(made: Call) -> bool:
    """Tell whether an argument may be a number of NumPy's or an array without axes: NumPy may take one of them only."""
    given = (*made.arguments, *made.keywords.values())
    return any(isinstance(value, Array) and value.shape == SCALAR for value in given)


def disagreement(name: str, made: Call) -> str | None:
    """Compare the rule of a callable with NumPy on one call; say where they disagree."""
    outcome = apply(RULES[name], made.arguments, made.keywords)
    if has_number(made) and decide_all(outcome.claims) is Verdict.UNKNOWN:
        return None
    said, happened = ruled(outcome), judge(name, made)
    return None if agree(said, happened) else f"{name}{made}: rule {said}, NumPy {happened}"


def shape(*sizes: int, kind: str | None = "f") -> Array:
    return Array(Shape(sizes), kind)
