"""The forms in which one argument can be given: what NumPy is given, and what a rule is told of it.

A list, a tuple, a nested list, a `range`, an array, a number of Python's or NumPy's, None; by position and by name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from inspect import Parameter, signature
from typing import Any

import numpy as np
from oracle import DTYPES, Call, real

from shapecheck.core import SCALAR, Array, Shape
from shapecheck.ops.table import RULES
from shapecheck.ops.values import UNKNOWN, Dtype

MOST_ITEMS = 40  # of an array that is written out as a list
POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True)
class Form:
    """One argument: what the rule is told, what NumPy is given, and the name of the form."""

    said: Any
    given: Any
    name: str


@dataclass(frozen=True)
class Formed:
    """One call: what the rule is told, what NumPy is given, and which form which argument has."""

    said: tuple[tuple[Any, ...], dict[str, Any]]
    given: tuple[tuple[Any, ...], dict[str, Any]]
    form: str


def _number(kind: str) -> Array:
    return Array(SCALAR, kind)


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _of_array(value: Array, given: np.ndarray) -> Iterator[Form]:
    kind, sizes = value.kind, value.shape.before
    if not sizes:
        yield Form(value, DTYPES[kind](given), "number of NumPy's")
        yield Form(given.item(), given.item(), "number of Python's")
    elif 0 < given.size <= MOST_ITEMS:
        nested = given.tolist()
        yield Form(nested, nested, "nested list")
        yield Form(_tuples(nested), _tuples(nested), "nested tuple")
        items = [Array(Shape(sizes[1:]), kind) for _ in range(sizes[0])]
        yield Form(items, list(given), "list of arrays")
        if kind == "i" and len(sizes) == 1:
            yield Form(list(range(given.size)), range(given.size), "range")


def _of_integer(value: int) -> Iterator[Form]:
    yield Form(_number("i"), np.int64(value), "integer of NumPy's")
    yield Form(_number("i"), np.array(value), "array without axes")
    yield Form(float(value), float(value), "float")
    yield Form(_number("f"), np.float64(value), "float of NumPy's")
    yield Form([value], [value], "list")
    yield Form((value,), (value,), "tuple")
    yield Form(Array(Shape((1,)), "i"), np.array([value]), "array of one")
    yield Form(UNKNOWN, value, "unknown")
    yield from (Form(bool(value), bool(value), "boolean") for _ in range(value in {0, 1}))


def _of_integers(value: list[int] | tuple[int, ...]) -> Iterator[Form]:
    kind = type(value)
    yield Form(Array(Shape((len(value),)), "i"), np.array(value), "array of integers")
    yield Form(kind(_number("i") for _ in value), kind(map(np.int64, value)), "integers of NumPy's")
    yield Form(kind([_number("i"), *value[1:]]), kind([np.int64(value[0]), *value[1:]]), "first integer of NumPy's")
    yield Form(kind(map(float, value)), kind(map(float, value)), "floats")
    if list(value) == list(range(len(value))):
        yield Form(list(value), range(len(value)), "range")


def _of_sequence(value: list[Any] | tuple[Any, ...], fill: Any) -> Iterator[Form]:
    other = tuple(value) if isinstance(value, list) else list(value)
    yield Form(other, real(other, fill), type(other).__name__)
    if all(type(item) is int for item in value):
        yield from _of_integers(value)
        return
    if len({(item.shape, item.kind) if isinstance(item, Array) else None for item in value} | {None}) == 2:
        one = value[0]
        if all(isinstance(item, Array) for item in value):
            stacked = Array(Shape((len(value), *one.shape.before)), one.kind)
            yield Form(stacked, np.array([real(item, fill) for item in value]), "one array")
    for at, item in enumerate(value):
        for form in forms(item, fill):
            said = type(value)([*value[:at], form.said, *value[at + 1 :]])
            rest = [real(one, fill) for one in value]
            yield Form(said, type(value)([*rest[:at], form.given, *rest[at + 1 :]]), f"item {at}: {form.name}")


def forms(value: Any, fill: Any = np.ones) -> Iterator[Form]:
    """Give the other forms that a value can have."""
    if isinstance(value, Array):
        if value.kind in {"f", "i", "b", "c"}:
            yield from _of_array(value, real(value, fill))
    elif isinstance(value, bool):
        yield Form(_number("b"), np.bool_(value), "boolean of NumPy's")
        yield Form(int(value), int(value), "integer")
    elif isinstance(value, int):
        yield from _of_integer(value)
    elif isinstance(value, float):
        yield Form(_number("f"), np.float64(value), "float of NumPy's")
        yield Form(_number("f"), np.array(value), "array without axes")
        yield Form([value], [value], "list")
    elif isinstance(value, (list, tuple)) and value:
        yield from _of_sequence(value, fill)
    elif isinstance(value, Dtype):
        yield Form(value, np.dtype(real(value)), "element type as an object")
    if value is not None and not isinstance(value, Array):
        yield Form(None, None, "None")
        yield Form(UNKNOWN, None, "unknown that is None")


def formed(name: str, made: Call) -> Iterator[Formed]:
    """Give a call with one argument in each of its other forms, and with arguments by name and by position."""
    own = signature(RULES[name].function).parameters
    places = [key for key, parameter in own.items() if parameter.kind in POSITIONAL]
    first = 1 if name.startswith("ndarray.") else 0
    told, named = tuple(made.arguments), made.keywords
    given = tuple(real(value, made.fill) for value in told)
    given_named = {key: real(value, made.fill) for key, value in named.items()}
    if all(parameter.kind is not Parameter.VAR_POSITIONAL for parameter in own.values()):
        yield from _by_name(own, places, first, (told, named), (given, given_named))
        yield from _by_place(own, places, (told, named), (given, given_named))
    for at, value in enumerate(told[first:], first):
        where = places[at] if at < len(places) else f"argument {at}"
        for form in forms(value, made.fill):
            changed = ((*told[:at], form.said, *told[at + 1 :]), (*given[:at], form.given, *given[at + 1 :]))
            yield Formed((changed[0], named), (changed[1], given_named), f"{where}: {form.name}")
    for key, value in named.items():
        for form in forms(value, made.fill):
            yield Formed(
                (told, {**named, key: form.said}), (given, {**given_named, key: form.given}), f"{key}: {form.name}"
            )


def _by_name(own: Any, places: list[str], first: int, told: Any, given: Any) -> Iterator[Formed]:
    count = len(told[0])
    for cut in range(first, min(count, len(places))):
        names = places[cut:count]
        if len(names) == count - cut and all(own[key].kind is Parameter.POSITIONAL_OR_KEYWORD for key in names):
            said, real_ = (
                (values[:cut], {**dict(zip(names, values[cut:], strict=True)), **named})
                for values, named in (told, given)
            )
            yield Formed(said, real_, f"by name from {names[0]}")


def _by_place(own: Any, places: list[str], told: Any, given: Any) -> Iterator[Formed]:
    said, real_ = list(told[0]), list(given[0])
    left, left_given = dict(told[1]), dict(given[1])
    for key in places[len(said) :]:
        if key in left:
            said.append(left.pop(key))
            real_.append(left_given.pop(key))
            yield Formed((tuple(said), dict(left)), (tuple(real_), dict(left_given)), f"by position up to {key}")
        elif own[key].default in (Parameter.empty, ...):
            break
        else:
            said.append(own[key].default)
            real_.append(own[key].default)
