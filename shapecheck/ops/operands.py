"""The arrays that an operation is given."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from shapecheck.core.array import Array
from shapecheck.ops.arguments import array
from shapecheck.ops.roles import broadcasts
from shapecheck.ops.rule import Refuted, Rule, Undetermined
from shapecheck.ops.values import Value

__all__ = ["operands_of"]


def operands_of(rule: Rule, values: Iterable[Value]) -> tuple[Array, ...]:
    """Give the arrays among the arguments of an operation, those in a list of arrays included.

    A list that an operation broadcasts with others is one array, as NumPy makes it: the items are no operands.
    """
    together = broadcasts(rule.form)
    return tuple([operand for value in values for operand in _operands(value, together=together)])


def _operands(value: Value, *, together: bool) -> Iterator[Array]:
    if isinstance(value, Array):
        yield value
    elif isinstance(value, (list, tuple)):
        if together:
            with suppress(Refuted, Undetermined):
                yield array(value)
        else:
            for item in value:
                yield from _operands(item, together=False)
