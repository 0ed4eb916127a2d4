"""What may be passed to a function that is run without a call: unknown values, of kinds that defaults and texts say."""

import ast
from collections.abc import Mapping

from shapecheck.core.array import Array, Bare
from shapecheck.core.shape import UNKNOWN_SHAPE
from shapecheck.infer.contracts import declared
from shapecheck.infer.evidence import is_foreign
from shapecheck.infer.machine import Machine
from shapecheck.infer.tree import positional
from shapecheck.infer.values import ABSENT, FOREIGN, Class, Function, Library, Native, Value
from shapecheck.ops.values import Dtype

__all__ = ["further_arguments", "named_with_defaults", "unknown_argument", "unknown_arguments", "with_defaults"]

_KINDS = frozenset({"int", "float", "str", "bool", "list", "dict", "tuple"})


def unknown_arguments(
    machine: Machine, function: Function, first: Value = ABSENT, known: Mapping[str, Value] | None = None
) -> list[Value]:
    """Give a value for each positional parameter, the first of them if it is said, and those that are known."""
    stated = {**declared(machine, function), **(known or {})}
    given = [
        stated[parameter.arg] if parameter.arg in stated else unknown_argument(machine, function, parameter, default)
        for parameter, default in with_defaults(function)
    ]
    return given if first is ABSENT else [first, *given[1:]]


def further_arguments(
    machine: Machine, function: Function, known: Mapping[str, Value] | None = None
) -> Mapping[str, Value]:
    """Give a value for each parameter that is passed by name only."""
    stated = {**declared(machine, function), **(known or {})}
    return {
        parameter.arg: stated[parameter.arg]
        if parameter.arg in stated
        else unknown_argument(machine, function, parameter, default)
        for parameter, default in named_with_defaults(function)
    }


def with_defaults(function: Function) -> list[tuple[ast.arg, Value]]:
    """Give the positional parameters of a function, each with its default; ABSENT where there is none."""
    found = positional(function.node.args)
    defaults: list[Value] = [ABSENT] * (len(found) - len(function.defaults)) + list(function.defaults)
    return list(zip(found, defaults, strict=True))


def named_with_defaults(function: Function) -> list[tuple[ast.arg, Value]]:
    """Give the parameters that are passed by name only, each with its default; ABSENT where there is none."""
    return [(own, function.keyword_defaults.get(own.arg, ABSENT)) for own in function.node.args.kwonlyargs]


def unknown_argument(machine: Machine, function: Function, parameter: ast.arg, default: Value) -> Value:
    """Give what may be passed for a parameter: a number where its default is one, an array where it is said so."""
    annotation = None if default is None else parameter.annotation  # where None is possible, it is not that type
    type_ = None if annotation is None else _type_of(machine, function, annotation)
    if type_ in (Native("numpy.ndarray"), Native("numpy.typing.NDArray")):
        array = Array(UNKNOWN_SHAPE, name=parameter.arg, bare=Bare.ARRAY)
        return array if machine.generic is None else machine.generic.root(function, parameter.arg, array)
    if isinstance(default, Library):
        return default  # another module, or another generator of random numbers, has the same functions
    if isinstance(default, Dtype):
        return Dtype(None)
    if isinstance(type_, Native) and type_.name.removeprefix("builtins.") in _KINDS:
        kind: str | None = type_.name.removeprefix("builtins.")
    elif is_foreign(type_) or isinstance(type_, Class):
        kind = FOREIGN
    else:
        kind = _kind_of(default)
    made = machine.opaque(kind, parameter.arg)
    made.rigid = True
    return made if machine.generic is None else machine.generic.root(function, parameter.arg, made)


def _type_of(machine: Machine, function: Function, annotation: ast.expr) -> Value:
    """Give the type that an annotation names, also as a text or with arguments: `npt.NDArray[np.float64]`."""
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        try:
            annotation = ast.parse(annotation.value.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
    with_arguments = isinstance(annotation, ast.Subscript)
    if isinstance(annotation, ast.Subscript):
        annotation = annotation.value
    if not isinstance(annotation, (ast.Name, ast.Attribute)):
        return None
    with machine.taken_back():
        found = machine.evaluate(annotation, function.frame)
    if not isinstance(found, (Native, Class)):
        return None
    of_items = isinstance(found, Native) and found.name.rpartition(".")[2] in _GENERIC
    return None if with_arguments and not of_items else found


_GENERIC = frozenset({"NDArray", "ndarray", "list", "dict", "tuple"})  # whose arguments say what is in them


def _kind_of(default: Value) -> str | None:
    """Give the kind that a default says: what is called with it may be called with any other of its kind."""
    if isinstance(default, bool):
        return "bool"
    if isinstance(default, int):
        return "int"
    if isinstance(default, float):
        return "number"
    return "str" if isinstance(default, str) else None
