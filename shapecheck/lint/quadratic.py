"""Products element by element of a row, a square and a column, where one number is meant."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from math import isclose
from typing import Any

from shapecheck.core.array import Array
from shapecheck.infer.events import Operation
from shapecheck.infer.lineage import Lineage, arrays_of
from shapecheck.infer.told_of_calls import Named
from shapecheck.language import say
from shapecheck.lint.memory import Memory, spot_of
from shapecheck.lint.rule import Problem
from shapecheck.lint.stretching import problem
from shapecheck.ops.roles import Role, hands_through, is_of_quadratic_form, multiplies, role_of

__all__ = ["quadratic", "quadratics"]


def quadratic(event: Operation, memory: Memory) -> Problem | None:
    """Give the problem with `w.T * S * w`; None where a matrix may be meant.

    A matrix may be scaled on both sides by `d.T * A * d`: so it is where what is computed of the matrix is the column,
    or where all elements are summed up afterwards.
    """
    result = event.outcome.result
    if not multiplies(event.name) or event.origins is None or not isinstance(result, Array) or result.shape.rank != 2:
        return None
    size, other = result.shape.before
    if size != other or size == 1:
        return None
    lineage = Lineage(event.origins)
    factors = [part for argument in event.arguments for part in _factors(lineage, argument)]
    if len(factors) != 3:
        return None
    found = {part.shape.before: part for part in factors}
    if [part.shape.before for part in factors] != [(1, size), (size, size), (size, 1)]:
        return None  # `d * A * d.T` scales a matrix on both sides
    row, column, square = found[1, size], found[size, 1], found[size, size]
    if not _is_turned(lineage, row, column) or lineage.keys(column) & lineage.keys(square):
        return None
    if not (_are_shares(lineage, column) or _is_cov(lineage, square) or _is_multiplied(lineage, column, memory)):
        return None
    message = say(
        "multiply: row {row} * square matrix * column {column} has shape {shape}, and with `@` it is one number",
        row=row.shape,
        column=column.shape,
        shape=result.shape,
    )
    return replace(problem(event, message), unless=partial(_is_summed, event, memory))


def quadratics(memory: Memory) -> Iterator[tuple[Named, Problem]]:
    """Give the products of which something that came afterwards says that a number is meant."""
    for operation in memory.operations.values():
        found = None if operation.guarded or operation.assumed else quadratic(operation, memory)
        if found is not None:
            yield Named(operation.site, "", operation.outcome.result), found


def _factors(lineage: Lineage, value: Any) -> Iterator[Array]:
    """Give the arrays that are multiplied, element by element, in a product of products."""
    if not isinstance(value, Array) or value.shape.rank == 0:
        return
    known = lineage.made_by(value)
    if known is not None and multiplies(known.name):
        for part in known.arguments:
            yield from _factors(lineage, part)
    else:
        yield value


def _is_turned(lineage: Lineage, row: Array, column: Array) -> bool:
    """Tell whether one of two is the transpose of the other."""
    for own, other in ((row, column), (column, row)):
        known = lineage.made_by(own)
        turns = known is not None and role_of(known.rule) is Role.TURNS
        if known is not None and turns and any(lineage.same(part, other) for part in arrays_of(known)):
            return True
    return False


def _are_shares(lineage: Lineage, column: Array) -> bool:
    """Tell whether the elements of a column are written out and add up to 1; whole numbers, 1, -1, 1, are labels."""
    known = lineage.made_by(column)
    while known is not None and known.arguments and hands_through(known.rule):
        first = known.arguments[0]
        if isinstance(first, (list, tuple)):
            numbers = list(_numbers(first))
            if not all(type(number) in {int, float} for number in numbers):
                return False
            return isclose(sum(numbers), 1) and not all(float(number).is_integer() for number in numbers)
        known = lineage.made_by(first) if isinstance(first, Array) else None
    return False


def _numbers(value: Any) -> Iterator[Any]:
    for part in value if isinstance(value, (list, tuple)) else (value,):
        yield from _numbers(part) if isinstance(part, (list, tuple)) else (part,)


def _is_cov(lineage: Lineage, square: Array) -> bool:
    made = map(lineage.made_by, lineage.elementwise(square))
    return any(known is not None and is_of_quadratic_form(known.rule) for known in made)


def _is_multiplied(lineage: Lineage, column: Array, memory: Memory) -> bool:
    """Tell whether matrix products are made with a column elsewhere."""
    products = (own for own in memory.operations.values() if role_of(own.rule) is Role.PRODUCTS)
    operands = (part for own in products for part in own.operands)
    return any(lineage.same(part, column) or _is_turned(lineage, part, column) for part in operands)


def _is_summed(event: Operation, memory: Memory) -> bool:
    """Tell whether what an operation gives is summed up afterwards, or multiplied as a matrix."""
    if event.origins is None:
        return False
    lineage, spot = Lineage(event.origins), spot_of(event.site.node)
    for later in memory.operations.values():
        if role_of(later.rule) in {Role.REDUCES, Role.PRODUCTS}:
            made = (lineage.made_by(part) for operand in later.operands for part in lineage.elementwise(operand))
            if any(known is not None and spot_of(known.site.node) == spot for known in made):
                return True
    return False
