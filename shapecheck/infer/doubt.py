"""Conditions on the way to an operation that were not decided, and whether they ask what its operands are.

A branch that is there for another kind of operand is not reached with this one: `if kind_of(x) == "table": x[:, 2]`.
What fails behind such a condition is counted, not reported. It asks so

- what an operand is: its type, rank, shape, length, element type, whether it is None, or what a function says of it;
- an argument that came in by the same call, or the same constructor, as the operand.

A comparison of elements (`cost < tol`), a flag from elsewhere and the number of a turn ask neither. But what fails in a
later turn of a loop only is in doubt behind any condition that each turn asks anew: `if mask[i]: x[i] = 0`.
"""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim
from shapecheck.infer.dataflow import Flow, flow_of, passed, rewritten_in, tokens
from shapecheck.infer.frames import Frame, find
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import ABSENT, Assumed, Class, Function, Library, Native, Opaque, Project, Value
from shapecheck.ops.table import lookup

if TYPE_CHECKING:
    from shapecheck.infer.machine import Machine

__all__ = ["Condition", "asks_of_versions", "in_doubt"]

_FREE = 16  # conditions that are asked at no cost
_OF_ELEMENTS = frozenset({"bool", "float", "int", "abs", "round", "complex", "str"})  # of a value they ask its number
_OF_KINDS = frozenset({"shape", "ndim", "dtype", "size"})
_NO_DATA = (Library, Native, Function, Class, Project, bool, int, float, str, bytes, Dim, type(None))
_DEEPEST = 6
_LASTING = ("builtins.", "ndarray.", "numpy.", "str.", "tuple.")  # functions that give the same for the same
_CHANGING = frozenset(f"builtins.{name}" for name in "eval exec input iter next open".split())


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A condition that was not decided.

    Parameters
    ----------
    test : ast.expr
        Its text.
    frame : Frame
        The body that asks it.
    truth : bool
        Its answer on the way.
    of_turn : bool
        Whether it holds to the end of a loop's turn only, as the other answer leads to `break` or `continue`.
    later : tuple of (ast.AST, Frame)
        The loops that it is asked in, with their bodies, in a turn which does not stand for the first one.
    """

    test: ast.expr
    frame: Frame
    truth: bool
    of_turn: bool = False
    later: tuple[tuple[ast.AST, Frame], ...] = ()


def in_doubt(machine: "Machine", node: ast.AST) -> bool:
    """Tell whether a condition on the way to a place in the body being run asks what is operated on there."""
    machine.steps += max(0, len(machine.conditions) - _FREE)  # to ask of one takes as long as to evaluate a name
    return any(_is_asked_anew(machine, each) or _asks(machine, each, node) for each in machine.conditions)


def asks_of_versions(machine: "Machine") -> bool:
    """Tell whether a condition on the way may ask which version of a library there is: its modules, other modules."""
    for condition in machine.conditions:
        flow = flow_of(condition.frame.body)
        asked = _sources(condition.frame, tokens([condition.test], flow.owner))
        for token in asked | {part for one in asked for part in _kept(condition.frame, one)}:
            value = find(condition.frame, token)
            of_elsewhere = isinstance(value, Opaque) and token not in flow.parameters and not flow.assigned.get(token)
            if of_elsewhere or isinstance(value, Library) or (isinstance(value, Native) and "." in value.name):
                return True
    return False


def _kept(frame: Frame, token: str) -> Iterator[str]:
    """Yield the names that methods make an attribute of their object of: `np` for `self.is_new`."""
    if "." not in token or frame.owner is None:
        return
    for base in frame.owner.lineage():
        for method in base.node.body:
            flow = flow_of(method) if isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)) else None
            if flow is not None and token in flow.assigned:
                yield from _within(flow, flow.made_of(token)) - flow.parameters


def _asks(machine: "Machine", condition: Condition, node: ast.AST) -> bool:
    frames = machine.frames
    here = [at for at, frame in enumerate(frames) if frame.leaving is condition.frame.leaving]
    if not here:
        return False
    operands: Sequence[ast.AST] = [node]
    for frame in reversed(frames[here[-1] + 1 :]):
        own = _sources(frame, tokens(operands, flow_of(frame.body).owner))
        given = own & flow_of(frame.body).parameters
        flow = flow_of(frame.body)
        if flow.owner and any(token.startswith(f"{flow.owner}.") for token in own):
            given = given | {flow.owner}
        if frame.caller is None:
            return False
        operands = passed(frame.caller.node, frame.body, given)
    frame = condition.frame
    flow = flow_of(frame.body)
    of_operands = _sources(frame, tokens(operands, flow.owner))
    asked = _Asked(machine, frame, flow)
    asked.ask(condition.test, condition.truth)
    of_kinds = {token for token in _sources(frame, asked.kinds) if _is_data(frame, token, flow)}
    if of_kinds & of_operands:
        return True
    arguments = _arguments(frame, flow, _sources(frame, asked.values))
    return bool(arguments) and bool(_arguments(frame, flow, of_operands))


def _is_asked_anew(machine: "Machine", condition: Condition) -> bool:
    """Tell whether a condition was asked in a later turn of a loop, and may have another answer in each turn."""
    return any(_varies(machine, condition, loop, home) for loop, home in condition.later)


def _varies(machine: "Machine", condition: Condition, loop: ast.AST, home: Frame) -> bool:
    """Tell whether what a condition asks may change from turn to turn of a loop in a body that is being run."""
    places = [at for at, frame in enumerate(machine.frames) if frame.leaving is condition.frame.leaving]
    homes = [at for at, frame in enumerate(machine.frames) if frame.leaving is home.leaving]
    if not places or not homes:
        return True
    asked: Sequence[ast.AST] = [condition.test]
    for frame in reversed(machine.frames[homes[-1] + 1 : places[-1] + 1]):
        flow = flow_of(frame.body)
        own = _sources(frame, tokens(asked, flow.owner))
        if frame.caller is None or _gives_anything(machine, asked, frame):
            return True
        asked = passed(frame.caller.node, frame.body, own & flow.parameters)
    if _gives_anything(machine, asked, home):
        return True
    flow = flow_of(home.body)
    own = _sources(home, tokens(asked, flow.owner))
    attributes = {token.partition(".")[2] for token in own if flow.owner and token.startswith(f"{flow.owner}.")}
    return not own.isdisjoint(rewritten_in(loop, flow.owner)) or _are_rewritten(home, attributes)


def _gives_anything(machine: "Machine", asked: Sequence[ast.AST], frame: Frame) -> bool:
    """Tell whether a call in expressions may give something else each time, though it is given the same."""
    for call in (part for node in asked for part in nodes_in(node) if isinstance(part, ast.Call)):
        callee = machine.peek(call.func, frame)
        name = callee.name if isinstance(callee, Native) else ""
        plain = name.startswith(_LASTING) and name not in _CHANGING and "random" not in name
        if not plain or (name.startswith("numpy.") and lookup(name) is None):
            return True
    return False


def _are_rewritten(frame: Frame, attributes: set[str]) -> bool:
    """Tell whether methods other than the constructor write one of some attributes."""
    lineage = () if frame.owner is None else frame.owner.lineage()
    return any(method != "__init__" for base in lineage for name in attributes for method in _writers(base.node, name))


def _writers(class_: ast.AST, attribute: str) -> Iterator[str]:
    for method in getattr(class_, "body", ()):
        if isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)):
            flow = flow_of(method)
            if flow.owner and f"{flow.owner}.{attribute}" in flow.assigned:
                yield method.name


def _is_data(frame: Frame, token: str, flow: Flow) -> bool:
    """Tell whether a token stands for data, not for a module, a function or a plain number."""
    if token in flow.parameters or "." in token:
        return True
    value = find(frame, token)
    return value is not ABSENT and not isinstance(value, _NO_DATA)


def _sources(frame: Frame, found: Iterable[str]) -> set[str]:
    """Return tokens with those that they were assigned from, and so on, in the body and those around it."""
    seen: set[str] = set()
    waiting = list(found)
    flows = list(_flows(frame))
    while waiting:
        token = waiting.pop()
        if token in seen:
            continue
        seen.add(token)
        for flow in flows:
            if token in flow.counters:
                break
            if token in flow.assigned:
                waiting.extend(flow.made_of(token))
            if token in flow.assigned or token in flow.parameters:
                break
    return seen


def _flows(frame: Frame | None) -> Iterator[Flow]:
    while frame is not None:
        yield flow_of(frame.body)
        frame = frame.outer


def _arguments(frame: Frame, flow: Flow, found: Iterable[str]) -> set[str]:
    """Return which of some tokens came in by the call, or are attributes that came in by the constructor."""
    parameters = {name for own in _flows(frame) for name in own.parameters if name != own.owner}
    return {
        token
        for token in found
        if token in parameters
        or ("." in token and flow.owner and token.startswith(f"{flow.owner}.") and _came_in(frame, token))
    }


def _came_in(frame: Frame, token: str) -> bool:
    """Tell whether an attribute has what a constructor was given, or is made of it; so too where that is not known."""
    if frame.owner is None:
        return True
    attribute = token.partition(".")[2]
    written = [by_call for base in frame.owner.lineage() for by_call in _written(base.node).get(attribute, ())]
    return any(written) if written else attribute not in frame.owner.cells


@once
def _written(class_: ast.AST) -> dict[str, list[bool]]:
    """Return for each attribute that methods of a class write whether it is made of an argument of the method."""
    found: dict[str, list[bool]] = {}
    for method in getattr(class_, "body", ()):
        if not isinstance(method, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        flow = flow_of(method)
        for token, values in flow.assigned.items():
            if flow.owner and token.startswith(f"{flow.owner}."):
                made_of = _within(flow, tokens(values, flow.owner))
                by_call = method.name == "__init__" and bool(made_of & (flow.parameters - {flow.owner}))
                found.setdefault(token.partition(".")[2], []).append(by_call)
    return found


def _within(flow: Flow, found: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    waiting = list(found)
    while waiting:
        token = waiting.pop()
        if token not in seen:
            seen.add(token)
            waiting.extend(flow.made_of(token))
    return seen


class _Asked:
    """What a condition asks: `kinds` are the tokens of which it asks what they are, `values` all that it asks."""

    def __init__(self, machine: "Machine", frame: Frame, flow: Flow) -> None:
        self._machine = machine
        self._frame = frame
        self._flow = flow
        self.kinds: set[str] = set()
        self.values: set[str] = set()

    def ask(self, test: ast.expr, truth: bool | None, depth: int = 0) -> None:
        """Gather what a condition asks; `truth` is its answer, where it is known."""
        if depth > _DEEPEST:
            return
        match test:
            case ast.BoolOp(operator, parts):
                known = truth if truth is not None and isinstance(operator, ast.And) == truth else None
                for part in self._machine.undecided.get(test, parts):
                    self.ask(part, known, depth)
            case ast.UnaryOp(ast.Not(), inner):
                self.ask(inner, None if truth is None else not truth, depth)
            case ast.NamedExpr(_, inner):
                self.ask(inner, truth, depth)
            case ast.Name(name):
                self._ask_name(name, depth)
            case ast.Compare(left, operators, sides):
                if not _says_all(test, truth):
                    self._ask_comparison([left, *sides], operators, depth)
            case ast.Call(ast.Name("isinstance"), [ast.expr() as of, _]) if truth and self._is_certain(of):
                pass  # it is known to be an array behind it
            case ast.Call():
                self._ask_call(test, depth)
            case _:
                self._ask_parts(test)

    def _ask_name(self, name: str, depth: int) -> None:
        if name in self._flow.counters or isinstance(find(self._frame, name), Array):
            return
        self.values.add(name)
        for value in self._flow.assigned.get(name, ()):
            self._ask_of_kinds(value, depth + 1)

    def _ask_comparison(self, sides: Sequence[ast.expr], operators: Sequence[ast.cmpop], depth: int) -> None:
        asks_none = any(isinstance(operator, (ast.Is, ast.IsNot)) for operator in operators)
        if not asks_none and any(isinstance(self._value(side), Array) for side in sides):
            return  # a comparison of elements
        for side in sides:
            if asks_none and isinstance(side, (ast.Name, ast.Attribute)):
                self.kinds |= self._tokens([side])
            self._ask_of_kinds(side, depth + 1)
            self.values |= self._tokens([side]) - self._flow.counters

    def _ask_call(self, call: ast.Call, depth: int) -> None:
        if isinstance(self._value(call), Array):
            return
        callee = self._value(call.func)
        if isinstance(callee, Native) and callee.name.removeprefix("builtins.") in _OF_ELEMENTS:
            for argument in call.args:
                self.ask(argument, None, depth + 1)
            return
        self._ask_parts(call)

    def _ask_parts(self, test: ast.expr) -> None:
        self.kinds |= self._tokens([test])
        self.values |= self._tokens([test]) - self._flow.counters

    def _ask_of_kinds(self, value: ast.expr, depth: int) -> None:
        """Gather what an expression that is compared, or was kept under a name, asks of the kinds of its parts."""
        for part in nodes_in(value):
            if isinstance(part, ast.Call) and not isinstance(self._value(part), Array):
                callee = self._value(part.func)
                if not (isinstance(callee, Native) and callee.name.removeprefix("builtins.") in _OF_ELEMENTS):
                    self.kinds |= self._tokens([part])
            elif isinstance(part, ast.Attribute) and part.attr in _OF_KINDS:
                self.kinds |= self._tokens([part.value])
            elif isinstance(part, ast.Compare) and any(isinstance(one, (ast.Is, ast.IsNot)) for one in part.ops):
                self.kinds |= self._tokens([part])
            elif isinstance(part, ast.Name) and part is value and depth <= _DEEPEST:
                for inner in self._flow.assigned.get(part.id, ()):
                    self._ask_of_kinds(inner, depth + 1)

    def _is_certain(self, node: ast.expr) -> bool:
        value = self._value(node)
        return isinstance(value, Array) and not isinstance(value, Assumed)

    def _tokens(self, nodes: Sequence[ast.AST]) -> set[str]:
        return tokens(nodes, self._flow.owner)

    def _value(self, node: ast.expr) -> Value:
        return self._machine.peek(node, self._frame)


def _says_all(test: ast.Compare, truth: bool | None) -> bool:
    """Tell whether a condition that holds says all of what it asks: `x.ndim == 2`, after which the rank is known."""
    if truth is None or len(test.ops) != 1 or not isinstance(test.ops[0], ast.Eq if truth else ast.NotEq):
        return False
    for side in (test.left, test.comparators[0]):
        match side:
            case ast.Attribute(_, "ndim" | "shape") | ast.Call(ast.Name("len"), [_], []):
                return True
            case ast.Subscript(ast.Attribute(_, "shape"), _):
                return True
    return False
