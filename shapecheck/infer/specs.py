"""Calls are judged by the specs of what is called: those of `@shapecheck.checked`, and jaxtyping's annotations."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from shapecheck.core.array import Array, Axis, Place, Quantity
from shapecheck.core.claims import Agree, Claim, RankIs
from shapecheck.core.dim import Dim, Size, substitute, symbol_in, symbols_of
from shapecheck.core.judge import first_failed
from shapecheck.core.notation.spec import Packed, Sized, Spec, lookups
from shapecheck.core.terms import Symbol
from shapecheck.infer.contracts import Declared, specs_of
from shapecheck.infer.events import Called
from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Machine
from shapecheck.infer.tree import once, positional
from shapecheck.infer.values import Assumed, Function, Value

__all__ = ["fits_its_specs"]


def fits_its_specs(
    machine: Machine,
    function: Function,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.AST,
    frame: Frame,
) -> bool:
    """Tell whether a call may fit the specs of the function that is called; where it cannot, tell of it."""
    specs = _specs(function.node)
    if not specs or machine.generic is not None:
        return True  # nothing is said of arguments that are supposed
    given = {name: value for name, value in _given(function, values, keywords) if name in specs}
    claims = list(_claims(machine, specs, given))
    failed = first_failed(claims)
    if failed is None:
        return True
    operands = _operands(failed)
    text = specs[operands[0].name].text
    guarded = machine.is_guarded or not machine.expected.isdisjoint({"ValueError", "TypeError"})
    machine.tell(Called(frame.site(node), function.name, text, failed, operands, guarded, machine.doubt))
    return False


@once
def _specs(node: ast.AST) -> Mapping[str, Declared]:
    return specs_of(node)


def _given(function: Function, values: Sequence[Value], keywords: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    """Give the arguments of a call with the names of their parameters."""
    for parameter, value in zip(positional(function.node.args), values, strict=False):
        yield parameter.arg, value
    yield from keywords.items()


def _claims(machine: Machine, specs: Mapping[str, Declared], given: Mapping[str, Value]) -> Iterator[Claim]:
    """Give what must hold of the arrays that are given: how many axes each has, and which sizes are equal."""
    axes: list[tuple[Axis, Size]] = []
    for name, declared in specs.items():
        value = given.get(name)
        if not isinstance(value, Array) or isinstance(value, Assumed):
            continue
        array = replace(value, name=name, origins=machine.origins.trace(value))
        machine.origins.hand_on(value, array)
        spec = declared.spec
        if spec.like is not None:
            continue
        least = len(spec.axes) - (spec.run is not None)
        yield RankIs(array, least, None if spec.run is not None else least)
        if value.shape.rank is not None and value.shape.rank >= least:
            axes += _sized(array, value.shape.rank, spec)
    bound: dict[Symbol, Axis] = {}
    for axis, size in axes:
        own = symbol_in(size)
        if own is None:
            continue
        if own in bound:
            yield Agree(bound[own], axis, f"sizes {size}")
        else:
            bound[own] = axis
    sizes: dict[Symbol | Dim, Size] = {own: axis.size for own, axis in bound.items()}
    for axis, size in axes:
        if symbol_in(size) is None and all(own in bound for own in symbols_of(size)):
            wanted: Place = Quantity(
                substitute(size, sizes), f"{size}" if isinstance(size, Dim) else "the size in the spec"
            )
            yield Agree(axis, wanted)


def _sized(array: Array, rank: int, spec: Spec) -> Iterator[tuple[Axis, Size]]:
    """Give the axes of an array with the sizes that its spec has for them; those that it leaves open are left out."""
    looked_up = {own for own, _ in lookups(spec.sizes)}
    for place, pattern in enumerate(spec.axes):
        axis = place if spec.run is None or place < spec.run else place - len(spec.axes) + rank
        if not isinstance(pattern, (Packed, Sized)) or pattern.broadcastable:
            continue
        if looked_up.isdisjoint(symbols_of(pattern.size)):
            yield Axis(array, axis), pattern.size


def _operands(claim: Claim) -> tuple[Array, ...]:
    """Give the arguments that a claim is about."""
    match claim:
        case RankIs(operand):
            return (operand,)
        case Agree(left, right):
            return tuple(place.operand for place in (left, right) if isinstance(place, Axis))
    return ()
