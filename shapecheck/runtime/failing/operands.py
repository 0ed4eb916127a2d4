"""The values that an expression was given, read from a frame without running anything of the user's.

No property, `__getattr__`, `__getitem__`, `__eq__` or `__hash__` written in Python is called: what could only be had
that way is left out. A value missing from an explanation costs less than a side effect in a program that has failed.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType, MemberDescriptorType, ModuleType, SimpleNamespace
from typing import Any, Final

from shapecheck.runtime.measure import DICTS
from shapecheck.runtime.source_text import key_text, read_source, reference_text

__all__ = ["Operand", "operand_values", "operands", "read"]


@dataclass(frozen=True, slots=True, eq=False)
class Operand:
    """One operand: as it is written, as it is called at run time, and its value."""

    text: str
    name: str
    value: object


_MISSING: Final = object()
_PLAIN_LOOKUPS = tuple(
    inspect.getattr_static(kind, "__getattribute__") for kind in (object, type, ModuleType, SimpleNamespace)
)


def operand_values(node: ast.expr | ast.stmt, frame: FrameType) -> dict[str, object]:
    """Give the values that an expression reads, by their text, from left to right.

    Parameters
    ----------
    node : ast.expr or ast.stmt
        A node of the frame's source, such as `Located.node`. Of a statement, only its own expressions are read, not
        the statements inside it.
    frame : frame
        Where it ran, unchanged since.

    Returns
    -------
    dict of str to object
        For each name, and for each attribute or subscript whose value is stored as such (in an instance, a module or
        a slot; in a dict, list or tuple under a key that is a string or an integer, or is made of such by `+`, `-`,
        `str()` or an f-string), the text as written and the value. Where `layer.W` is a property, `layer` is given
        instead; where `W.T` or `W[0]` is NumPy's to compute, `W`. Functions that are called, and the modules they
        come from, are no operands. A name that is unbound, or that a comprehension binds, is left out, and so is
        what an assignment is about to replace.

    Examples
    --------
    >>> from shapecheck.runtime.failing.locate import failing_node
    >>> def step(parameters, l):
    ...     return parameters["W" + str(l)] + max(l, None)
    >>> try:
    ...     step({"W1": 5}, 1)
    ... except TypeError as error:
    ...     located = failing_node(error.__traceback__)
    >>> located.source_segment
    'max(l, None)'
    >>> operand_values(located.statement, located.frame)
    {'parameters["W" + str(l)]': 5, 'l': 1}
    """
    return {operand.text: operand.value for operand in operands(node, frame)}


def operands(node: ast.expr | ast.stmt, frame: FrameType, *, own_tree: bool = False) -> Iterator[Operand]:
    """Give what `operand_values` gives, with the name that each operand has at run time.

    With `own_tree` the node was parsed apart from its file, and its places mean nothing there.
    """
    source = None if own_tree else read_source(frame.f_code.co_filename, frame.f_globals, refresh=False)
    pending: list[ast.AST] = [node]
    augmented = node.target if isinstance(node, ast.AugAssign) else None
    while pending:
        current = pending.pop()
        # The target of `W -= dW` is read as well as stored.
        if isinstance(current, ast.Name | ast.Attribute | ast.Subscript) and (
            isinstance(current.ctx, ast.Load) or current is augmented
        ):
            value = _value(current, frame)
            if value is not _MISSING:
                text = reference_text(current) if source is None else source.text(current)
                yield Operand(text, _run_time_text(current, frame), value)
                continue
        pending += reversed(_parts(current, frame))


def read(node: ast.expr, frame: FrameType, default: object = None) -> object:
    """Give the value of a name, an attribute or a subscript as `operand_values` reads it, or the default."""
    value = _value(node, frame)
    return default if value is _MISSING else value


def _run_time_text(node: ast.expr, frame: FrameType) -> str:
    """Give `parameters["W2"]` for `parameters["W" + str(l)]`, where the key is known."""
    match node:
        case ast.Attribute(value=owner, attr=attribute):
            return f"{_run_time_text(owner, frame)}.{attribute}"
        case ast.Subscript(value=container, slice=key):
            text = key_text(_key(key, frame))
            if text is not None:
                return f"{_run_time_text(container, frame)}[{text}]"
    return reference_text(node)


def _parts(node: ast.AST, frame: FrameType) -> list[ast.AST]:
    """Give the sub-expressions that hold operands and are evaluated in this frame."""
    match node:
        case ast.Call(func=function, args=arguments, keywords=keywords):
            operands: list[ast.AST] = [*arguments, *(keyword.value for keyword in keywords)]
            match function:
                case ast.Name():
                    return operands
                case ast.Attribute(value=owner) if type(_value(owner, frame)) is ModuleType:
                    return operands
                case ast.Attribute(value=owner):
                    return [owner, *operands]
            return [function, *operands]
        case ast.Lambda():
            return []
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return [node.generators[0].iter]
    return [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt | ast.excepthandler)]


def _value(node: ast.expr, frame: FrameType) -> Any:
    """Give the value of a name, an attribute or a subscript, or `_MISSING`."""
    match node:
        case ast.Name(id=name):
            return _name(_mangled(name, frame), frame)
        case ast.Attribute(value=owner, attr=attribute):
            found = _value(owner, frame)
            return _MISSING if found is _MISSING else _attribute(found, _mangled(attribute, frame))
        case ast.Subscript(value=container, slice=key):
            found = _value(container, frame)
            return _MISSING if found is _MISSING else _item(found, _key(key, frame))
    return _MISSING


def _name(name: str, frame: FrameType) -> Any:
    """Look a name up as the code of the frame does; builtins are no operands."""
    code, local = frame.f_code, frame.f_locals
    # The namespace of a class body may be an object of the user's; that of a function never is.
    if (code.co_flags & inspect.CO_OPTIMIZED or type(local) is dict) and name in local:
        return local[name]
    if name in code.co_varnames or name in code.co_cellvars or name in code.co_freevars:
        return _MISSING  # a local that is not bound hides the global
    return dict.get(frame.f_globals, name, _MISSING)


def _mangled(name: str, frame: FrameType) -> str:
    """Give a private name `__W` as Python stores it: `_Layer__W` in the class `Layer`."""
    if not name.startswith("__") or name.endswith("__"):
        return name
    parts = frame.f_code.co_qualname.split(".")
    # In a qualified name what a function holds stands after `<locals>`; what a class holds follows it directly.
    for outer, inner in zip(reversed(parts[:-1]), reversed(parts[1:]), strict=True):
        if "<locals>" not in (outer, inner):
            stripped = outer.lstrip("_")
            return f"_{stripped}{name}" if stripped else name
    return name


def _attribute(owner: object, name: str) -> Any:
    """Give an attribute that is stored in an object, its class or a slot, or `_MISSING`."""
    kind: Any = type(owner)
    lookup = inspect.getattr_static(kind, "__getattribute__", None)
    if not any(lookup is plain for plain in _PLAIN_LOOKUPS):
        return _MISSING
    found = inspect.getattr_static(owner, name, _MISSING)
    if type(found) is MemberDescriptorType:
        try:
            return found.__get__(owner, kind)  # a slot: read by C code
        except (AttributeError, TypeError):
            return _MISSING
    # Whatever else has `__get__` might answer with something different, and by running code.
    return _MISSING if inspect.getattr_static(type(found), "__get__", None) is not None else found


def _item(container: Any, key: object) -> Any:
    """Give an item of a plain container, or `_MISSING`; keys are compared within one builtin type only."""
    kind = type(container)
    if type(key) not in (str, int):
        return _MISSING
    if kind in DICTS:
        # A lookup by hash may call the `__eq__` of another key.
        return next((v for k, v in dict.items(container) if type(k) is type(key) and k == key), _MISSING)
    if kind in (list, tuple) and isinstance(key, int) and -len(container) <= key < len(container):
        return container[key]
    return _MISSING


def _key(node: ast.expr, frame: FrameType) -> Any:
    """Give the string or integer that a key is, or `_MISSING`: `"W" + str(l)`, `f"W{l}"`, `l - 1`, `-1`."""
    result: Any = _MISSING
    match node:
        case ast.Constant(value=value):
            result = value
        case ast.Name() | ast.Attribute() | ast.Subscript():
            result = _value(node, frame)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            value = _key(operand, frame)
            result = -value if type(value) is int else _MISSING
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub() as operator, right=right):
            a, b = _key(left, frame), _key(right, frame)
            if type(a) is int and type(b) is int:
                result = a + b if isinstance(operator, ast.Add) else a - b
            elif type(a) is str and type(b) is str and isinstance(operator, ast.Add):
                result = a + b
        case ast.Call(func=ast.Name(id="str"), args=[argument], keywords=[]) if _name("str", frame) is _MISSING:
            value = _key(argument, frame)
            result = value if value is _MISSING else str(value)
        case ast.JoinedStr(values=parts):
            texts = [_key(part, frame) for part in parts]
            result = _MISSING if any(text is _MISSING for text in texts) else "".join(map(str, texts))
        case ast.FormattedValue(value=inner, conversion=-1, format_spec=None):
            result = _key(inner, frame)
    return result if type(result) in (str, int) else _MISSING
