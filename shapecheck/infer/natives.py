"""Calls of what is not of the program: NumPy by rule, Python's own functions and methods, known libraries."""

import ast
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, product
from shapecheck.expressions.names import GENERATORS
from shapecheck.infer.builtins import BUILTINS, from_keys
from shapecheck.infer.containers import call_method
from shapecheck.infer.events import Unmodelled
from shapecheck.infer.frames import Frame
from shapecheck.infer.guards import GUARDS
from shapecheck.infer.handlers import ENDING
from shapecheck.infer.iterators import ITERTOOLS
from shapecheck.infer.known import SAME_AS
from shapecheck.infer.lost import lose_array, lost, unmodelled
from shapecheck.infer.lowering import is_faulty, lower
from shapecheck.infer.machine import Machine, Raised
from shapecheck.infer.mapped import MAPPED
from shapecheck.infer.numbers import ROUNDING, of_numbers, ratio
from shapecheck.infer.outside import MAKING_ARRAYS, READERS, as_array
from shapecheck.infer.protocols import ask_objects
from shapecheck.infer.reasons import call_of
from shapecheck.infer.records import MATRIX, RECORDS
from shapecheck.infer.rooms import door
from shapecheck.infer.ruled import apply_ruled
from shapecheck.infer.targets import forget, set_shape
from shapecheck.infer.types_of_values import as_number
from shapecheck.infer.values import Assumed, Class, Dictionary, Instance, Library, Listing, Lost, Native, Opaque, Value
from shapecheck.language import Phrase
from shapecheck.ops.dtypes import dtype_of_text
from shapecheck.ops.namespaces import gives_arrays
from shapecheck.ops.refused import GIVING_ARRAYS, MATRICES
from shapecheck.ops.table import lookup
from shapecheck.ops.values import Dtype

if TYPE_CHECKING:
    from shapecheck.infer.libraries import function_of
else:
    function_of = door("libraries", "function_of")

__all__ = ["call_native"]

_CONTAINERS = frozenset({"list", "dict", "tuple", "str", "int", "float", "set", "generator", "range", "bytes", "view"})
_GIVING_INTEGERS = frozenset({"ceil", "comb", "factorial", "floor", "gcd", "isqrt", "lcm", "perm", "trunc"})
_OF_SEVERAL = frozenset({"dist", "fsum", "prod", "sumprod"})  # functions of numbers that are in something
_COMPARING = frozenset("all any count index max min remove sort sorted sum".split())  # these ask the items
_ASKING = frozenset("abs bool complex float format hash int repr round str".split())
_OF_TABLES = frozenset("all any max mean min prod std sum var".split())  # these give a row of numbers for a table


def call_native(
    machine: Machine,
    callee: Native,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.expr,
    frame: Frame,
    nodes: Sequence[ast.expr | None],
) -> Value:
    """Call something that is not of the program.

    `nodes` are what the positional arguments were written as, the owner of a method in front.
    """
    machine.place = node, frame
    if machine.trace is not None and not machine.muted:
        machine.trace.called(node, callee.name, (*callee.owner, *values, *keywords.values()))
    if callee.run is not None:
        return callee.run(machine, tuple(values), keywords)
    if callee.name.startswith("ndarray.") and not callee.owner and values and isinstance(values[0], (Array, Opaque)):
        callee, values = Native(callee.name, (values[0],)), values[1:]  # `np.ndarray.resize(x, 3)`
    name = callee.name
    family, _, short = name.partition(".")
    if family == "ndarray" and callee.owner and isinstance(callee.owner[0], Opaque):
        forget(machine, callee.owner[0])  # it may change itself
        if name == "ndarray.resize":
            machine.identities.change_escaped(machine.opaque())
    elif name == "ndarray.__setattr__" and callee.owner and len(values) == 2:
        set_shape(machine, callee.owner[0], values[0], values[1], node, frame)
        return None
    elif name == "ndarray.resize" and callee.owner and values not in {(), (None,)}:
        with machine.quiet():
            sizes = values if len(values) > 1 else values[0]
            shaped = apply_ruled(machine, "numpy.empty", (sizes,), {}, node, frame)
        kept = callee.owner[0].kind if isinstance(callee.owner[0], Array) else None
        machine.identities.change(callee.owner[0], replace(shaped, kind=kept) if isinstance(shaped, Array) else shaped)
        return None
    if family == "ndarray" and callee.owner:
        if isinstance(callee.owner[0], Assumed) and short in _OF_TABLES and not values and "axis" not in keywords:
            return unmodelled(
                machine, (*callee.owner, *values), node, frame, reason=Phrase("a method that tables have too")
            )
        return apply_ruled(machine, name, (*callee.owner, *values), keywords, node, frame, nodes)
    if short in _COMPARING and family in {"builtins", "list", "tuple"}:
        ask_objects(machine, (*callee.owner, *values), node, frame)
    if family in _CONTAINERS and callee.owner:
        return call_method(machine, callee.owner[0], short, values, keywords, node, frame)
    if name in ENDING:
        machine.exits.passed += 1
        machine.exits.quits = True
        raise Raised
    if family == "builtins" and "." in short:
        return _unbound(machine, short, (*callee.owner, *values), keywords, node, frame)
    name = SAME_AS.get(name, name)
    family, _, short = name.partition(".")
    if name in MATRICES:
        return unmodelled(machine, (), node, frame, MATRIX, call_of(name))
    if name == "numpy.dtype" and values and isinstance(values[0], (tuple, Listing, Dictionary)):
        return machine.opaque(RECORDS)
    if name == "numpy.dtype" and len(values) == 1 and not keywords:
        return _element_type(machine, values[0])
    for value in values if family == "builtins" and short in _ASKING else ():
        if isinstance(value, Instance):
            machine.lose(value)  # a method of its own answers, and may change it
    if family == "builtins" and short in BUILTINS:
        return BUILTINS[short](machine, values, keywords, node, frame)
    if family == "operator" and not all(isinstance(value, (Array, int, float, complex)) for value in values):
        for value in values:
            machine.lose(value)
        return machine.opaque()
    if name in GUARDS and not any(map(is_faulty, values)):
        return GUARDS[name](machine, values, keywords, node, frame)
    if family == "math" and short not in _OF_SEVERAL:
        for value in values:
            if isinstance(value, Array):
                found = as_number(machine, value, "float", node, frame)
                if is_faulty(found):
                    return found
    if name == "numpy.sum" and values and isinstance(values[0], Listing) and values[0].kind == "generator":
        return BUILTINS["sum"](machine, values[:1], {}, node, frame)  # as NumPy does
    known = _known(machine, name, values, keywords)
    if known is None and lookup(name) is not None:
        if name in MAKING_ARRAYS:
            values = (*(as_array(machine, value, node, frame) for value in values[:1]), *values[1:])
        known = apply_ruled(machine, name, values, keywords, node, frame, nodes)
        _gone_through(machine, values)
        return known
    if known is not None:
        _gone_through(machine, values)
        return known
    if name in MAPPED and not any(map(is_faulty, values)):
        ask_objects(machine, values, node, frame)
        return MAPPED[name](machine, values, keywords, node, frame)
    if name in ITERTOOLS:
        return ITERTOOLS[name](machine, values, keywords, node, frame)
    of_library = function_of(name)
    if of_library is not None:
        known = of_library(machine, values, keywords, node, frame)
        cause = Lost(call_of(name), gives_arrays(name))
        if isinstance(known, Opaque) and known.lost is None and not any(known is value for value in values):
            known.lost = cause
        elif isinstance(known, Array) and name in READERS:
            lose_array(machine, known, cause)
        if name in GIVING_ARRAYS and not (isinstance(known, Array) and known.shape.rank is not None):
            machine.tell(Unmodelled(frame.site(node), call_of(name)))
        return known
    if name in GENERATORS:
        return Library(GENERATORS[name])
    if any(map(is_faulty, values)):
        return machine.opaque("error")
    if name in GIVING_ARRAYS:
        machine.tell(Unmodelled(frame.site(node), call_of(name)))
    made = lost(machine, call_of(name), node, frame, of_arrays=gives_arrays(name))
    machine.identities.escape((*values, *keywords.values()))
    ask_objects(machine, (*values, *keywords.values()), node, frame)
    _gone_through(machine, (*values, *keywords.values()))
    machine.maybe_called((*values, *keywords.values()), node, frame)
    return made


def _element_type(machine: Machine, value: Value) -> Value:
    """Give what `np.dtype(value)` is: an element type of a known kind, one with fields, or unknown."""
    if isinstance(value, str):
        found = dtype_of_text(value)
        return machine.opaque(RECORDS) if found.kind is None and "," in value else found
    lowered = lower(machine, value) if isinstance(value, (Dtype, Native)) else None
    return lowered if isinstance(lowered, Dtype) else machine.opaque(value.kind if isinstance(value, Opaque) else None)


def _gone_through(machine: Machine, values: Sequence[Value]) -> None:
    """Write down that iterators may have been gone through, in part or to their ends."""
    for value in values:
        if isinstance(value, Listing) and value.kind == "generator":
            machine.lose(value)


def _unbound(
    machine: Machine, name: str, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
) -> Value:
    """Call a method of one of Python's types as a function: `list.append(x, item)`."""
    type_, _, method = name.rpartition(".")
    if not values:
        return machine.opaque()
    owner, *rest = values
    if type_ == "dict" and method == "fromkeys":
        return from_keys(machine, values)
    if type_ == "object" and method == "__setattr__" and len(rest) == 2 and isinstance(owner, Array):
        set_shape(machine, owner, rest[0], rest[1], node, frame)
        return None
    if type_ == "object" and method == "__new__":
        class_ = next((value for value in values[:2][::-1] if isinstance(value, Class)), None)
        return machine.opaque() if class_ is None else Instance(machine.journal.birth(), class_)
    if type_ == "object" and method == "__setattr__" and len(rest) == 2 and isinstance(owner, Instance):
        if isinstance(rest[0], str):
            machine.journal.write(owner, rest[0], rest[1])
        else:
            machine.lose(owner)
        return None
    own = (
        owner.kind if isinstance(owner, Listing) else "dict" if isinstance(owner, Dictionary) else type(owner).__name__
    )
    if isinstance(owner, (Listing, Dictionary, str, tuple)) and type_ == own:
        return call_method(machine, owner, method, rest, keywords, node, frame)
    if type_ != "object":
        machine.lose(owner)
    return machine.opaque()


def _known(machine: Machine, name: str, values: Sequence[Value], keywords: Mapping[str, Value]) -> Value | None:
    """Give what a function gives for plain numbers and sizes, whose values matter to shapes; None for anything else."""
    if not name.startswith(("numpy.", "math.")):
        return None
    if len(values) == 1 and not keywords:
        value = values[0]
        if name in {"numpy.prod", "math.prod"}:
            if isinstance(value, Opaque) and value.kind == "shape":
                return machine.opaque("int", "size")
            return _product(value)
        if name == "numpy.shape" and isinstance(value, Opaque) and not is_faulty(value):
            return machine.opaque("shape", f"{value.name}.shape" if value.name else "")
    short = name.rpartition(".")[2]
    found = of_numbers(machine, short, tuple(values)) if not keywords else None
    if found is None and name.startswith("math."):
        return machine.opaque("int" if short in _GIVING_INTEGERS else "float" if hasattr(math, short) else None)
    if name.startswith("numpy.") and short in ROUNDING and found is not None:  # as a float, which is no index
        return float(found) if isinstance(found, (int, float)) else ratio(machine, found, 1)
    return found


def _product(value: Value) -> Size | None:
    items = value if isinstance(value, tuple) else value.items if isinstance(value, Listing) else None
    if items is None or not all(type(item) is int or isinstance(item, Dim) for item in items):
        return None
    return product(tuple(items))
