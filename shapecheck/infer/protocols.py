"""Objects of the program that are gone through, or asked by NumPy, by methods of their own."""

import ast
from collections.abc import Iterable, Iterator
from contextlib import suppress

from shapecheck.infer.frames import Frame
from shapecheck.infer.machine import Machine, Raised
from shapecheck.infer.repeats import many_times
from shapecheck.infer.tree import positional
from shapecheck.infer.values import ABSENT, Bound, Function, Instance, Listing, Value, in_lineage, method_of

__all__ = ["ask_objects", "items_given", "iterator_of"]

_DEEPEST = 3  # lists in each other in which objects are looked for
_MOST_ASKED = 4  # objects of one call whose methods are run; what is in more of them is unknown
_NOT_ASKED = frozenset(
    """__call__ __class_getitem__ __copy__ __deepcopy__ __del__ __delattr__ __delitem__ __enter__ __exit__ __get__
    __init__ __init_subclass__ __new__ __post_init__ __reduce__ __set__ __set_name__ __setattr__ __setitem__""".split()
)


def ask_objects(machine: Machine, values: Iterable[Value], node: ast.AST, frame: Frame) -> None:
    """Run what NumPy may ask of the objects that it is given, directly or in lists: `__array__`, `__len__`, `__add__`.

    These may change the objects; what they give is not known.
    """
    place = node if isinstance(node, ast.expr) else ast.copy_location(ast.Constant(None), node)
    for count, owner in enumerate(dict.fromkeys(_objects(values))):
        names = dict.fromkeys(name for base in owner.type.lineage() for name in base.cells if _is_asked(name))
        found = [in_lineage(owner.type, name) for name in names]
        methods = [method for method in found if isinstance(method, Function)]
        if count >= _MOST_ASKED and methods:
            machine.lose(owner)
        elif methods:
            _run_all(machine, [Bound(method, owner) for method in methods], place, frame)


def _is_asked(name: object) -> bool:
    return isinstance(name, str) and name.startswith("__") and name.endswith("__") and name not in _NOT_ASKED


def _objects(values: Iterable[Value], depth: int = 0) -> Iterator[Instance]:
    for value in values:
        if isinstance(value, Instance):
            yield value
        elif isinstance(value, (tuple, Listing)) and depth < _DEEPEST:
            items = value if isinstance(value, tuple) else value.contents.items or (value.contents.element,)
            if not {Instance, Listing, tuple}.isdisjoint(map(type, items)):
                yield from _objects(items, depth + 1)


def _run_all(machine: Machine, methods: list[Bound], node: ast.expr, frame: Frame) -> None:
    def ask() -> None:
        for method in methods:
            arguments = method.function.node.args
            unknown: list[Value] = [machine.opaque() for _ in positional(arguments)[1:]]
            more = [ABSENT] if arguments.vararg is not None or arguments.kwarg is not None else []
            with suppress(Raised), machine.quiet():
                machine.call(method, (*unknown, *more), {}, node, frame)

    many_times(machine, ask)


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
