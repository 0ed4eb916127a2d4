"""Objects of the program that are gone through by methods of their own."""

import ast
from contextlib import suppress

from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Machine, Raised
from shapecheck.infer.repeats import many_times
from shapecheck.infer.values import ABSENT, Instance, Value, method_of

__all__ = ["items_given", "iterator_of"]


def iterator_of(machine: Machine, value: Value, node: ast.expr, frame: Frame) -> Value:
    """Give what `iter` gives for an object whose class has `__iter__`; ABSENT where it is not known to have one."""
    method = method_of(value, "__iter__")
    if method is None or not value.type.is_whole:
        return ABSENT
    return machine.call(method, (), {}, node, frame)


def items_given(machine: Machine, value: Instance, node: ast.expr, frame: Frame) -> Value:
    """Give what stands for any item that `__next__` gives, or `__getitem__` for numbers; ABSENT where it has neither.

    An object without items gives something unknown.
    """
    method = method_of(value, "__next__")
    by_index = method is None
    method = method or method_of(value, "__getitem__")
    if method is None:
        return ABSENT
    given: list[Value] = []

    def take() -> None:
        with suppress(Raised), machine.expecting(frozenset({"IndexError"}) if by_index else frozenset()):
            given.append(machine.call(method, (machine.opaque("int"),) if by_index else (), {}, node, frame))

    many_times(machine, take)
    return machine.any_of(given) if given else machine.opaque()
