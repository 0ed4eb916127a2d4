"""Between values of a program and values of the rules: what a rule is given, and what its result is here."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from inspect import signature
from typing import Any

from shapecheck.core.array import Array, Bare
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict
from shapecheck.expressions.names import constant
from shapecheck.infer.assume import integer_of
from shapecheck.infer.machine import Machine
from shapecheck.infer.merging import length_of, was_size
from shapecheck.infer.values import INTEGER, Contents, Listing, Native, Opaque, Span, Value
from shapecheck.infer.weights import is_vast
from shapecheck.ops.parameters import INTEGERS, SIZES, takes_sizes_apart
from shapecheck.ops.roles import needs_items, tells_lists
from shapecheck.ops.rule import Rule
from shapecheck.ops.values import UNKNOWN, Dtype, Many, Sizes, Unknown

__all__ = ["ERROR", "is_faulty", "is_text", "lift", "lower", "lower_all", "parameter_at"]

# The kind of an unknown value that is the result of a failed operation: nothing more is said of what it touches.
ERROR = "error"

_KINDS = {"int": "i", "float": "f", "bool": "b", "number": None}
_ASSIGNED = "ndarray.__setitem__"
_ONE_BY_ONE = 64  # items of a list of numbers that a rule is given one by one
_ITEMS_A_STEP = 20  # items that count as much as a step
_NUMBERS = {bool: "b", int: "i", float: "f", complex: "c"}
_MOST = 10_000  # items of a list that a rule is given one by one
_PLAIN = (Array, Dim, Dtype, bool, int, float, complex, str, bytes, slice, type(...), type(None), Unknown)


def lower_all(
    machine: Machine, name: str, rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Give the arguments of a call as its rule takes them."""
    takes_sizes = takes_sizes_apart(rule)
    lowered = []
    for place, value in enumerate(arguments):
        parameter = parameter_at(rule, place)
        if parameter == "dtype":
            lowered.append(_dtype(machine, value))
        elif parameter in INTEGERS or (takes_sizes and not (parameter and name.startswith("ndarray."))):
            alone = len(arguments) == (2 if name.startswith("ndarray.") else 1)
            direct = parameter in INTEGERS or not (name.startswith("ndarray.") and alone)
            lowered.append(lower(machine, value, sizes=True, integer=direct))
        elif parameter == "key" and _is_open(value, "tuple"):
            lowered.append(UNKNOWN)  # as an index it is no array of its items
        elif name == _ASSIGNED and parameter == "value" and _is_open(value, "list", "tuple") and _holds_any(lowered[0]):
            lowered.append(UNKNOWN)
        else:
            kept = {"apart": tells_lists(name), "some": needs_items(name)}
            lowered.append(lower(machine, value, sizes=parameter in SIZES, **kept))
    named = {
        key: _dtype(machine, value)
        if key == "dtype"
        else lower(machine, value, sizes=key in SIZES, integer=key in INTEGERS)
        for key, value in keywords.items()
    }
    return tuple(lowered), named


def _is_open(value: Value, *kinds: str) -> bool:
    """Tell whether a value is a list or a tuple of an unknown number of items."""
    return isinstance(value, Listing) and value.kind in kinds and value.items is None


def _holds_any(value: Any) -> bool:
    """Tell whether an element of an array may be made of any list: it is a boolean or an object, or may be."""
    return isinstance(value, Array) and value.kind in {None, "b", "O"}


def parameter_at(rule: Rule, place: int) -> str:
    """Return the name of the parameter at a place, empty where there is none."""
    names = _parameters(rule)
    return names[place] if place < len(names) else ""


def _dtype(machine: Machine, value: Value) -> Any:
    """Give what is there for an element type: what was used as a size is a number, and none."""
    is_number = isinstance(value, Opaque) and value.kind is None and INTEGER in value.cells
    return Array(SCALAR, "i", bare=Bare.NUMBER) if is_number else lower(machine, value)


@lru_cache(maxsize=4096)
def _parameters(rule: Rule) -> tuple[str, ...]:
    return tuple(
        name
        for name, own in signature(rule.function).parameters.items()
        if own.kind in {own.POSITIONAL_ONLY, own.POSITIONAL_OR_KEYWORD}
    )


def lower(
    machine: Machine,
    value: Value,
    *,
    sizes: bool = False,
    integer: bool = False,
    apart: bool = False,
    some: bool = False,
    depth: int = 0,
) -> Any:
    """Give a value as a rule takes it.

    Parameters
    ----------
    machine : Machine
        The analysis.
    value : Value
        Any value.
    sizes : bool
        Whether it is a shape, so that unknown numbers in it are sizes.
    integer : bool
        Whether it is itself a size.
    apart : bool
        Whether a list is something else there than the array of its items.
    some : bool
        Whether a list has an item wherever the rule's operation succeeds.
    depth : int
        How many lists it is in.
    """
    if machine.generic is not None and (integer or sizes):
        machine.generic.sized(value)
    if isinstance(value, Opaque):
        if sizes and not depth and value.sizes is not None:
            return Sizes(value.sizes)
        whole = value.kind == "int" or INTEGER in value.cells
        if (integer or (sizes and (depth or whole))) and value.kind in {None, "int", "number"}:
            return integer_of(machine, value)
        if value.kind == "int" and value.size is not None:
            return value.size
        if was_size(value):
            return Array(SCALAR, "i" if INTEGER in value.cells else None)
        return Array(SCALAR, _KINDS[value.kind], bare=Bare.NUMBER) if value.kind in _KINDS else UNKNOWN
    if type(value) is slice:
        return slice(*(lower(machine, part) for part in (value.start, value.stop, value.step)))
    if isinstance(value, Array) and (integer or sizes) and _is_size(value, bool(depth or integer)):
        return machine.size_of_array(value)
    if isinstance(value, _PLAIN):
        return machine.identities.current(value) if machine.identities.cells else value
    if isinstance(value, Native):
        return _element_type(value.name.removeprefix("builtins."))
    by_item = sizes or apart
    if isinstance(value, Listing) and value.items is not None and len(value.items) > _ONE_BY_ONE and not by_item:
        long = _long(machine, value.contents) if value.kind in {"list", "tuple"} else None
        if long is not None:
            return long
    if depth > 20 or (not depth and isinstance(value, (Listing, tuple)) and is_vast(value)):
        return UNKNOWN
    if isinstance(value, tuple):
        return tuple(lower(machine, item, sizes=sizes, apart=apart, depth=depth + 1) for item in value)
    if isinstance(value, Listing):
        return _listing(machine, value, sizes, apart, some, depth)
    if isinstance(value, range) and not apart:
        return list(value) if len(value) <= _MOST else Array(Shape((len(value),)), "i")
    if isinstance(value, (range, Span)):
        length = len(value) if isinstance(value, range) else value.length
        return Array(Shape((machine.symbols.any() if length is None else length,)), "i")
    return UNKNOWN


def _is_size(value: Array, alone: bool) -> bool:
    """Tell whether an array that is given for a size is an integer; `alone` where it can be no tuple of sizes."""
    if value.kind not in {"i", "u", None} or not value.may_be_bare:
        return False
    return value.kind is not None and (value.shape == SCALAR or alone)


def _element_type(name: str) -> Any:
    """Give the element type that a type of Python's or NumPy's is as `dtype`, or UNKNOWN for any other function."""
    try:
        found = constant(name)
    except KeyError:
        return UNKNOWN
    return found if isinstance(found, Dtype) else UNKNOWN


def _long(machine: Machine, contents: Contents) -> Array | None:
    """Give the array that a long list of numbers, or of rows of them, is; None for a list of anything else.

    It is looked at once: a program may do much with a list that it writes out or fills.
    """
    known = machine.long_lists.get(id(contents))
    if known is None:
        machine.steps += len(contents.items or ()) // _ITEMS_A_STEP
        known = machine.long_lists[id(contents)] = (contents, _numbers(contents))
    return known[1]


def _numbers(contents: Contents) -> Array | None:
    items = contents.items or ()
    types = set(map(type, items))
    if types <= _NUMBERS.keys():
        return Array(Shape((len(items),)), _NUMBERS[types.pop()] if len(types) == 1 else None)
    if types != {Listing}:
        return None
    rows = [row.items for row in items]
    if any(row is None or len(row) != len(rows[0] or ()) or not set(map(type, row)) <= _NUMBERS.keys() for row in rows):
        return None
    return Array(Shape((len(items), len(rows[0] or ()))))


def _listing(machine: Machine, value: Listing, sizes: bool, apart: bool, some: bool, depth: int) -> Any:
    contents = value.contents
    if value.kind not in {"list", "tuple"}:
        return UNKNOWN
    if contents.items is not None and len(contents.items) <= _MOST:
        machine.steps += len(contents.items) // _ITEMS_A_STEP
        items = [lower(machine, item, sizes=sizes, apart=apart, depth=depth + 1) for item in contents.items]
        return items if value.kind == "list" else tuple(items)
    if sizes or apart:
        return UNKNOWN
    element = lower(machine, machine.merger.element(contents), depth=depth + 1)
    if isinstance(element, (bool, int, float, Dim)):
        element = Array(SCALAR, {bool: "b", int: "i", Dim: "i", float: "f"}[type(element)])
    if isinstance(element, Array) and element.shape.run is None:
        if any(machine.symbols.is_any(size) for size in element.shape.before):
            return Array(UNKNOWN_SHAPE)  # the items need not have one shape
        length = length_of(contents)
        shape = Shape((machine.symbols.any() if length is None else length, *element.shape.before))
        is_sure = some or machine.generic is not None  # arguments that a function is tried on have elements
        may_be_none = not is_sure and isinstance(length, Dim) and at_least(length, 1) is not Verdict.YES
        if may_be_none and element.shape.before:
            return Array(UNKNOWN_SHAPE, element.kind, supposed=shape)  # a list of nothing has one axis
        return Array(shape, element.kind)
    return UNKNOWN


def lift(machine: Machine, value: Any, name: str = "") -> Value:
    """Give the result of a rule as a value of the program."""
    if isinstance(value, Unknown):
        return machine.opaque(name=name)
    if isinstance(value, list):
        return machine.listing([lift(machine, item) for item in value])
    if type(value) is tuple:
        return tuple(lift(machine, item) for item in value)
    if isinstance(value, Many):
        return machine.stream(lift(machine, value.item), None, "tuple")
    return value


def is_text(value: Value) -> bool:
    """Tell whether a value is one element that may be a text or another object: then it has items of its own."""
    if not isinstance(value, Array) or value.shape != SCALAR or value.bare is Bare.ARRAY:
        return False
    return value.kind not in {"b", "i", "u", "f", "c"}


def is_faulty(value: Value, depth: int = 0) -> bool:
    """Tell whether a value is, or has directly in it, the result of a failed operation."""
    if isinstance(value, Opaque):
        return value.kind == ERROR
    if depth < 2:
        if isinstance(value, tuple):
            return any(is_faulty(item, depth + 1) for item in value)
        if isinstance(value, Listing):
            contents = value.contents
            return any(is_faulty(item, depth + 1) for item in (contents.items or (contents.element,))[:_ONE_BY_ONE])
    return False
