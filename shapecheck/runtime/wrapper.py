"""The function that takes the place of a decorated one: generated source with its parameters, compiled once.

Its frame shows in tracebacks as the decorator's line in the user's file, right under the caller's: a shape error ends
at the call and at the spec that it breaks.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import CodeType, FunctionType
from typing import Any

from shapecheck.core.notation.paths import Path
from shapecheck.runtime.compared import attribute_pairs, attributes_fit
from shapecheck.runtime.contract import Contract, returned_name
from shapecheck.runtime.derivatives import NAMED, variable_of
from shapecheck.runtime.state import STATE
from shapecheck.runtime.straight_line import NotStraight, StraightLine, access

__all__ = ["WRAPPER", "Hooks", "Kind", "build", "kind_of", "signature_of"]

_KEYWORD_ONLY = inspect.Parameter.KEYWORD_ONLY
_VAR_POSITIONAL = inspect.Parameter.VAR_POSITIONAL
_VAR_KEYWORD = inspect.Parameter.VAR_KEYWORD
_POSITIONAL_ONLY = inspect.Parameter.POSITIONAL_ONLY


WRAPPER = "__shapecheck_wrapper__"
"""A name among the globals of a wrapper's frame, by which it is known."""


class Kind(Enum):
    """What a function is, by how it is called."""

    PLAIN = "plain"
    COROUTINE = "coroutine"
    GENERATOR = "generator"
    ASYNC_GENERATOR = "async generator"


@dataclass(frozen=True, slots=True)
class Hooks:
    """What the generated code calls where straight lines do not do.

    Parameters
    ----------
    arguments : callable
        Takes the tuple of argument values, gives an error to raise or None.
    result : callable
        Takes the tuple of argument values and the result, gives an error to raise or None.
    failed : callable
        Takes an exception of the function and the tuple of argument values, and may add a note to it.
    special : callable
        Takes the tuple of argument values and how to call, `args` and `kwargs`, where something other than usual
        applies: gives an error to raise and the result. A coroutine function or generator function for such functions.
    """

    arguments: Callable[[tuple[Any, ...]], Exception | None]
    result: Callable[[tuple[Any, ...], Any], Exception | None]
    failed: Callable[[BaseException, tuple[Any, ...]], None]
    special: Callable[..., Any]


def kind_of(function: Callable[..., Any]) -> Kind:
    """Tell what a function is."""
    if inspect.iscoroutinefunction(function):
        return Kind.COROUTINE
    if inspect.isasyncgenfunction(function):
        return Kind.ASYNC_GENERATOR
    return Kind.GENERATOR if inspect.isgeneratorfunction(function) else Kind.PLAIN


def signature_of(function: Callable[..., Any]) -> inspect.Signature:
    """Give the parameters that a call must fit: those of the function itself, not of what it wraps.

    A wrapper of nothing but `*args, **kwargs` hands on what it is given, so that those of the wrapped function hold.
    """
    own = inspect.signature(function, follow_wrapped=False)
    kinds = {parameter.kind for parameter in own.parameters.values()}
    hands_on = kinds <= {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    return inspect.signature(function) if hands_on else own


def build(function: Callable[..., Any], contract: Contract, hooks: Hooks, always: bool = False) -> FunctionType:
    """Give the wrapper of a function; with `always`, every call goes through `hooks.special`."""
    signature = signature_of(function)
    prefix = "_shapecheck"
    while any(name.startswith(prefix) for name in signature.parameters):
        prefix += "_"
    writer = _Writer(signature, contract, kind_of(function), prefix, always)
    text = writer.text()
    namespace: dict[str, Any] = {
        WRAPPER: True,
        f"{prefix}_function": function,
        f"{prefix}_state": STATE.get,
        f"{prefix}_named": NAMED,
        f"{prefix}_arguments": hooks.arguments,
        f"{prefix}_result": hooks.result,
        f"{prefix}_failed": hooks.failed,
        f"{prefix}_special": hooks.special,
        f"{prefix}_attributes_fit": attributes_fit,
        f"{prefix}_attributes": attribute_pairs(contract.body),
        # Under names of its own, as a parameter may be called as a built-in is.
        f"{prefix}_Exception": Exception,
        f"{prefix}_int": int,
        f"{prefix}_isinstance": isinstance,
        f"{prefix}_len": len,
        f"{prefix}_max": max,
        f"{prefix}_min": min,
        f"{prefix}_sequences": (tuple, list),
        f"{prefix}_tuple": tuple,
        f"{prefix}_type": type,
        **writer.defaults,
    }
    code = _compiled(text, writer.name, function)
    exec(code, namespace)
    wrapper = namespace[writer.name]
    assert isinstance(wrapper, FunctionType)
    return wrapper


class _Writer:
    """Writes the source of one wrapper."""

    def __init__(self, signature: inspect.Signature, contract: Contract, kind: Kind, prefix: str, always: bool) -> None:
        self.signature = signature
        self.contract = contract
        self.kind = kind
        self.prefix = prefix
        self.always = always
        self.name = f"{prefix}_wrapper"
        self.defaults: dict[str, Any] = {}
        self.checks = StraightLine(f"{prefix}_")
        self.straight = True

    def text(self) -> str:
        """Give the source."""
        p = self.prefix
        header, call, values, given = self._parameters()
        function = f"{p}_function({call})"
        waits = {Kind.COROUTINE: "await ", Kind.GENERATOR: "yield from "}.get(self.kind, "")
        special = [
            f"{p}_error, {p}_value = {waits}{p}_special({values}, {given})",
            f"if {p}_error is not None: raise {p}_error",
            f"return {p}_value",
        ]
        opening = f"{'async ' if self.kind is Kind.COROUTINE else ''}def {self.name}({header}):"
        if self.always:
            return "\n    ".join([opening, *special]) + "\n"
        lines = [
            opening,
            f"    if {p}_state() is not None:",
            *_indented(special, 2),
            *_indented(self._arguments(values), 1),
        ]
        if self.kind is Kind.ASYNC_GENERATOR:
            return "\n".join([*lines, f"    return {function}"]) + "\n"
        lines += [
            "    try:",
            f"        {p}_value = {waits}{function}",
            f"    except {p}_Exception as {p}_error:",
            f"        {p}_failed({p}_error, {values})",
            "        raise",
            *_indented(self._results(values), 1),
            f"    return {p}_value",
        ]
        return "\n".join(lines) + "\n"

    def _parameters(self) -> tuple[str, str, str, str]:
        """Give the parameters as the header, as a call, as a tuple of values, and as `args, kwargs`."""
        header: list[str] = []
        positional: list[str] = []
        keywords: list[str] = []
        packed: list[str] = []
        star = False
        parameters = list(self.signature.parameters.values())
        for i, parameter in enumerate(parameters):
            name = parameter.name
            default = ""
            if parameter.default is not parameter.empty:
                self.defaults[f"{self.prefix}_default_{i}"] = parameter.default
                default = f"={self.prefix}_default_{i}"
            if parameter.kind is _VAR_POSITIONAL:
                header.append(f"*{name}")
                positional.append(f"*{name}")
                star = True
            elif parameter.kind is _VAR_KEYWORD:
                header.append(f"**{name}")
                keywords.append(f"**{name}")
                packed.append(f"**{name}")
            elif parameter.kind is _KEYWORD_ONLY:
                header += [] if star else ["*"]
                star = True
                header.append(f"{name}{default}")
                keywords.append(f"{name}={name}")
                packed.append(f"{name!r}: {name}")
            else:
                header.append(f"{name}{default}")
                positional.append(name)
                following = parameters[i + 1].kind if i + 1 < len(parameters) else None
                if parameter.kind is _POSITIONAL_ONLY and following is not _POSITIONAL_ONLY:
                    header.append("/")
        values = _tuple([parameter.name for parameter in parameters])
        given = f"{_tuple(positional)}, {{{', '.join(packed)}}}"
        return ", ".join(header), ", ".join(positional + keywords), values, given

    def _arguments(self, values: str) -> list[str]:
        """Write the checks before the call."""
        p = self.prefix
        try:
            self.checks.check(self.contract.arguments, {}, self.contract.needs)
        except NotStraight:
            self.straight = False
        described = {item.path for item in self.contract.arguments}
        conditions = self.checks.conditions
        if self.contract.pairs:
            for name, variable in _pairs(self.contract.parameters):
                if not {Path(name), Path(variable)} <= described:
                    conditions.append(f"{name}.shape == {variable}.shape")
            conditions += self._part_conditions(dict.fromkeys(self.contract.parameters, ""))
            for name in self.contract.parameters:
                if not self.contract.specified(name) and name not in ("self", "cls"):
                    conditions.append(f"not {p}_named[{p}_type({name})]")
        slow = [
            f"{p}_error = {p}_arguments({values})",
            f"if {p}_error is not None: raise {p}_error",
        ]
        if not self.straight:
            return [f"{p}_fits = False", *slow]
        if not self.checks.lines and not conditions:
            return [f"{p}_fits = True"]
        return [*self._tried(self.checks.lines, conditions), f"if not {p}_fits:", *_indented(slow, 1)]

    def _results(self, values: str) -> list[str]:
        """Write the checks after the call, which go on with the sizes that the arguments bound."""
        if self.kind is Kind.GENERATOR:
            return []
        p, contract = self.prefix, self.contract
        names = contract.result_names
        roots = [f"{p}_value"] if len(names) == 1 else [f"{p}_value{i}" for i in range(len(names))]
        stated = {item.path.root for item in contract.results}
        pairs = self._result_pairs(dict(zip(names, roots, strict=True))) if contract.pairs else []
        pairs += self._body_conditions(dict(zip(names, roots, strict=True))) if contract.pairs else []
        watched = [root for root, own in zip(roots, contract.returns or names, strict=False) if own not in stated]
        conditions = list(pairs)
        if contract.pairs:
            conditions += [f"not {p}_named[{p}_type({root})]" for root in watched]
        slow = [
            f"{p}_error = {p}_result({values}, {p}_value)",
            f"if {p}_error is not None: raise {p}_error",
        ]
        if not contract.results and not conditions:
            return []
        if not self.straight:
            return slow
        before = len(self.checks.lines), len(self.checks.conditions)
        try:
            by_root = dict(zip(contract.returns, roots, strict=True)) if contract.returns else {}
            self.checks.check(contract.results, by_root, contract.needs)
        except NotStraight:
            return slow
        lines = self.checks.lines[before[0] :]
        conditions = self.checks.conditions[before[1] :] + conditions
        if len(roots) > 1:
            lines = [f"{', '.join(roots)} = {p}_value", *lines]
            if contract.results:
                conditions.insert(0, f"{p}_isinstance({p}_value, {p}_sequences)")
        body = self._tried(lines, conditions)
        return [f"if {p}_fits:", *_indented(body, 1), f"if not {p}_fits:", *_indented(slow, 1)]

    def _result_pairs(self, roots: Mapping[str, str]) -> list[str]:
        """Compare each returned `dX` with the argument or the returned value `X`, unless specs say both."""
        contract = self.contract
        described = {item.path.root for item in contract.arguments if not item.path.steps}
        described |= {
            name
            for name, root in zip(contract.result_names, contract.returns, strict=False)
            if any(item.path == Path(root) for item in contract.results)
        }
        found: list[str] = []
        everything = [*contract.parameters, *roots]
        for name, variable in _pairs(everything):
            if (name in roots or variable in roots) and not {name, variable} <= described:
                found.append(f"{roots.get(name, name)}.shape == {roots.get(variable, variable)}.shape")
        return found

    def _part_conditions(self, roots: Mapping[str, str]) -> list[str]:
        """Compare what the body takes from tuples with what has a name among the arguments, or the results."""
        parts = dict(self.contract.body.parts)
        found: list[str] = []
        for name, variable in _pairs([*parts, *roots]):
            inside = {each: parts[each] for each in (name, variable) if each in parts and each not in roots}
            if inside and len(inside) + (name in roots) + (variable in roots) == 2:
                for path in inside.values():
                    outer = [Path(path.root, path.steps[:i]) for i in range(len(path.steps))]
                    found += [f"{self.prefix}_type({access(each, {})}) is {self.prefix}_tuple" for each in outer]
                texts = [access(inside[e], {}) if e in inside else roots[e] or e for e in (name, variable)]
                found.append(f"{texts[0]}.shape == {texts[1]}.shape")
        return list(dict.fromkeys(found))

    def _body_conditions(self, roots: Mapping[str, str]) -> list[str]:
        """Compare what the body says: parts of arguments, arguments that are updated, attributes of `self`."""
        p, body = self.prefix, self.contract.body
        found = self._part_conditions(roots)
        for update in body.updates:
            root = roots.get(returned_name(update.name))
            if root is not None and (update.own or f"d{update.name}" in self.contract.parameters):
                found.append(f"{root}.shape == {update.name}.shape")
        if self.contract.parameters[:1] == ("self",) and (body.assigned or body.stepped):
            found.append(f"{p}_attributes_fit(self, {p}_attributes, {p}_named)")
        return found

    def _tried(self, lines: list[str], conditions: list[str]) -> list[str]:
        """Write lines whose outcome is whether all is plainly right."""
        p = self.prefix
        body = [*lines, f"{p}_fits = {' and '.join(conditions) or 'True'}"]
        return ["try:", *_indented(body, 1), f"except {p}_Exception:", f"    {p}_fits = False"]


def _pairs(names: Mapping[str, Any] | list[str] | tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, variable) for name in names if (variable := variable_of(name)) is not None and variable in names]


def _tuple(names: list[str]) -> str:
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def _indented(lines: list[str], levels: int) -> list[str]:
    return ["    " * levels + line for line in lines]


def _compiled(text: str, name: str, function: Callable[..., Any]) -> CodeType:
    """Compile a wrapper so that its frame shows as the first line of the function, which is the decorator's."""
    module = compile(text, "<shapecheck>", "exec", dont_inherit=True)
    shown = getattr(inspect.unwrap(function), "__code__", None)
    if not isinstance(shown, CodeType):
        return module
    constants = tuple(
        constant.replace(
            co_filename=shown.co_filename,
            co_name=shown.co_name,
            co_qualname=shown.co_qualname,
            co_firstlineno=shown.co_firstlineno,
            co_linetable=_one_line(len(constant.co_code) // 2),
        )
        if isinstance(constant, CodeType) and constant.co_name == name
        else constant
        for constant in module.co_consts
    )
    return module.replace(co_consts=constants)


def _one_line(units: int) -> bytes:
    """Give the table that puts so many code units on a function's first line, without columns.

    References
    ----------
    CPython, `Objects/locations.md`: an entry is `0x80 | 13 << 3 | (length - 1)` and a signed difference of lines.
    """
    table = bytearray()
    while units > 0:
        length = min(units, 8)
        table += bytes([0x80 | 13 << 3 | (length - 1), 0])
        units -= length
    return bytes(table)
