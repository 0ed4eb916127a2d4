"""Calls are judged by the contract that the body of the called function has, where not all arguments are known.

Where they are, the function is run on them. Where one is unknown, or the call is not followed, what the body asks of
the others still holds, and what it gives is known as far as the contract says: that is supposed, and nothing is
reported because of it. What the contract refuses is told only if the call fails in any case (`confirming`).

Methods have none here: the object of one is given as it is, and a contract, which begins with any object, knows less of
what a method gives than running it does.
"""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import replace

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, substitute, symbols_of
from shapecheck.core.judge import first_failed
from shapecheck.core.matching.parts import parts_of
from shapecheck.core.notation.forms import Form, ShapeForm, TupleForm
from shapecheck.core.notation.paths import Path
from shapecheck.core.notation.spec import Sized
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import Symbol
from shapecheck.infer.derived import Home
from shapecheck.infer.fitting import Fitting, given
from shapecheck.infer.frames import Frame
from shapecheck.infer.lost import cause_of, lose_array
from shapecheck.infer.lowering import ERROR, is_faulty
from shapecheck.infer.machine import Machine
from shapecheck.infer.parameters import named_with_defaults, with_defaults
from shapecheck.infer.summaries import Summary
from shapecheck.infer.told_of_texts import Refused
from shapecheck.infer.values import ABSENT, Assumed, Function, Opaque, Value

__all__ = ["by_contract"]

_PLAIN = (bool, int, float, complex, str, bytes, type(None))
_NUMBERS = frozenset({"bool", "int", "float", "number", "str"})


def by_contract(
    machine: Machine,
    function: Function,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.AST,
    frame: Frame,
    result: Value,
) -> Value:
    """Return what a call gives, which has given `result`, with what the contract of the function says of it."""
    if machine.generic is not None or function.owner is not None or is_faulty(result):
        return result
    arguments = given(function, values, keywords)
    known = [value for value in arguments.values() if isinstance(value, Array) and value.shape.rank]
    fills = _is_to_be_filled(result) and bool(known)
    if not any(map(_is_unknown, arguments.values())) or not (fills or len(known) > 1):
        return result
    found = machine.modules.derived.of(function)
    if found is None:
        return result
    summary, home = found
    defaults = {own.arg: value for own, value in (*with_defaults(function), *named_with_defaults(function))}
    whole = {**{name: value for name, value in defaults.items() if value is not ABSENT}, **arguments}
    fitting = Fitting(machine, stretches=True)
    for parameter in summary.contract.parameters:
        for part in parts_of(Path(parameter.name), parameter.form):
            fitting.read(part, str(part.path), whole.get(parameter.name, ABSENT))
    failed = first_failed([*fitting.claims, *fitting.equations(summary.contract.needs)])
    if failed is None:
        form = summary.contract.result
        return result if not fills or form is None else _filled(machine, form, fitting.sizes(), result)
    if _is_refused(machine, summary, home, function, arguments, node, frame):
        machine.refused.add(node)
        return machine.opaque(ERROR)
    return result


def _is_unknown(value: Value) -> bool:
    """Tell whether the number of axes of an argument is not known."""
    if isinstance(value, Array):
        return value.shape.rank is None
    return isinstance(value, Opaque) and value.kind not in _NUMBERS


def _is_to_be_filled(result: Value) -> bool:
    """Tell whether not all is known of what a call gives."""
    if type(result) is tuple:
        return any(map(_is_to_be_filled, result))
    if isinstance(result, Array):
        return result.likely.rank is None
    return isinstance(result, Opaque) and result.kind is None


def _filled(machine: Machine, form: Form, sizes: Mapping[Symbol | Dim, Size], result: Value) -> Value:
    """Return what a call gives with the shapes that a contract says: they are supposed."""
    names: dict[Symbol | Dim, Size] = dict(sizes)

    def size_of(axis: object) -> Size:
        if not isinstance(axis, Sized) or axis.broadcastable:
            return machine.symbols.any()
        for own in symbols_of(axis.size):
            if own not in names:
                names[own] = machine.symbols.named(own.name, may_be_zero=False)
        return substitute(axis.size, names) if isinstance(axis.size, Dim) else axis.size

    def fill(form: Form, value: Value) -> Value:
        if type(value) is tuple:
            items = form.items if isinstance(form, TupleForm) else ()
            return tuple(map(fill, items, value)) if len(items) == len(value) else value
        if not _is_to_be_filled(value):
            return value
        if isinstance(form, TupleForm) and isinstance(value, Opaque):
            return tuple(fill(item, machine.opaque()) for item in form.items)
        if not isinstance(form, ShapeForm) or form.spec.run is not None:
            return value
        shape = Shape(tuple(map(size_of, form.spec.axes)))
        if isinstance(value, Array):
            made: Array = replace(value, supposed=shape)
            machine.origins.hand_on(value, made)
        else:
            made = Assumed(UNKNOWN_SHAPE, supposed=shape)
        lose_array(machine, made, cause_of(machine, (value,)))
        return made

    return fill(form, result)


def _is_refused(
    machine: Machine,
    summary: Summary,
    home: Home,
    function: Function,
    arguments: Mapping[str, Value],
    node: ast.AST,
    frame: Frame,
) -> bool:
    """Tell whether a call that the contract does not take fails in any case, and tell of it."""
    own = home.machine.functions.get(function.node)
    if own is None:
        return False
    take = home.machine.modules.adoption.take
    known = {name: take(machine, value) for name, value in arguments.items() if _is_plain(value)}
    found = machine.modules.derived.failing(home, own, known)
    if found is None:
        return False
    names = {parameter.name for parameter in summary.contract.parameters}
    operands = tuple(
        _named(machine, value, name)
        for name, value in arguments.items()
        if name in names and isinstance(value, Array) and value.shape.rank
    )
    guarded = machine.is_guarded or not machine.expected.isdisjoint({"ValueError", "TypeError", "IndexError"})
    machine.tell(
        Refused(
            frame.site(node),
            str(summary.contract),
            operands,
            found.site,
            found.supposed,
            guarded,
            machine.doubt,
        )
    )
    return True


def _is_plain(value: Value) -> bool:
    """Tell whether an argument cannot change: an array of known axes, a size, a number, a text."""
    if type(value) is tuple:
        return all(map(_is_plain, value))
    if isinstance(value, Array):
        return value.shape.rank is not None and not isinstance(value, Assumed)
    return isinstance(value, (*_PLAIN, Dim))


def _named(machine: Machine, array: Array, name: str) -> Array:
    found = replace(array, name=name, origins=machine.origins.trace(array))
    machine.origins.hand_on(array, found)
    return found
