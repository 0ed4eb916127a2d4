"""Calls: arguments are evaluated and bound, functions of the program are run in line, classes make objects."""

import ast
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from shapecheck.core.array import Array, Bare
from shapecheck.infer.binding import bind, leave_open
from shapecheck.infer.branches import expects_error
from shapecheck.infer.budget import is_followed
from shapecheck.infer.events import Missing
from shapecheck.infer.frames import Frame, Leaving, Receiver, Scope, names_in, parameters
from shapecheck.infer.full_names import full_name, is_failing
from shapecheck.infer.generators import gather, iterator
from shapecheck.infer.laws import names_gradients, with_gradients
from shapecheck.infer.lost import lost, may_be_arrays, unmodelled
from shapecheck.infer.lowering import ERROR, is_faulty
from shapecheck.infer.machine import NEXT, RAISE, RETURN, Machine, Raised
from shapecheck.infer.making import made_of
from shapecheck.infer.members import decorators
from shapecheck.infer.natives import call_native
from shapecheck.infer.patches import patched, patches
from shapecheck.infer.promising import is_promising_method
from shapecheck.infer.reasons import call_of
from shapecheck.infer.records import MATRIX
from shapecheck.infer.rooms import door
from shapecheck.infer.sequences import items_of
from shapecheck.infer.targets import touched
from shapecheck.infer.values import (
    ABSENT,
    CALLED,
    Bound,
    Class,
    Dictionary,
    Function,
    Instance,
    Library,
    Lost,
    Native,
    Opaque,
    Super,
    Value,
    method_of,
)
from shapecheck.infer.weights import is_heavy
from shapecheck.language import Phrase
from shapecheck.ops.history import HAVING_NAMES
from shapecheck.ops.values import Dtype

if TYPE_CHECKING:
    from shapecheck.infer.told_of_calls import Named
else:
    Named = door("told_of_calls", "Named")

__all__ = ["call", "called", "run_function"]

_MOST_ARGUMENTS = 1_000  # of one call, that are put in by `*`
_CACHED = frozenset({"cache", "lru_cache", "memoize"})
_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef)


class _Arguments(NamedTuple):
    values: tuple[Value, ...]
    keywords: dict[str, Value]
    nodes: tuple[ast.expr | None, ...]
    whole: bool  # whether all arguments are known as such


def called(machine: Machine, node: ast.expr, frame: Frame) -> Value:
    """Evaluate a call."""
    assert isinstance(node, ast.Call)
    if isinstance(node.func, ast.Name) and node.func.id == "super":
        return _super(machine, node, frame)
    if expects_error(node, frame):
        return _expected(machine, node, frame)
    callee = machine.evaluate(node.func, frame)
    if isinstance(callee, (Opaque, Native)):
        patched(machine, node, frame)
    if isinstance(callee, Opaque) and full_name(node.func, frame.source.tree) == "self.skipTest":
        machine.exits.passed += 1
        raise Raised
    if isinstance(callee, Native):
        machine.consumed.update(part for part in node.args if isinstance(part, (ast.Call, ast.GeneratorExp)))
    given = _arguments(machine, node, frame)
    if not given.whole:
        return _unknown_call(machine, callee, given, node, frame)
    if isinstance(callee, Native):
        nodes = given.nodes
        if callee.owner and isinstance(node.func, ast.Attribute):
            nodes = (node.func.value, *nodes)
        return call_native(machine, callee, given.values, given.keywords, node, frame, nodes)
    return call(machine, callee, given.values, given.keywords, node, frame)


def _expected(machine: Machine, node: ast.Call, frame: Frame) -> Value:
    """Evaluate a call that is there for an error, as in `assertRaises(ValueError, f, x)`."""
    with machine.guarded(True):
        machine.evaluate(node.func, frame)
        given = _arguments(machine, node, frame)
        at = next((at for at, value in enumerate(given.values) if isinstance(value, (Function, Bound))), None)
        if given.whole and at is not None:
            with suppress(Raised):
                call(machine, given.values[at], given.values[at + 1 :], given.keywords, node, frame)
    return machine.opaque()


def call(
    machine: Machine,
    callee: Value,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.expr,
    frame: Frame,
) -> Value:
    """Call a value with values."""
    if isinstance(callee, Function):
        return _judged(machine, callee, values, keywords, node, frame)
    if isinstance(callee, Library) and callee.name in HAVING_NAMES:
        guarded = machine.is_guarded or "TypeError" in machine.expected
        machine.tell(Missing(frame.site(node), callee.name, True, guarded, machine.doubt))
        return machine.opaque(ERROR)
    if isinstance(callee, Bound):
        return _judged(machine, callee.function, (callee.owner, *values), keywords, node, frame)
    if isinstance(callee, Class):
        return made_of(machine, callee, values, keywords, node, frame)
    if isinstance(callee, Native):
        nodes = (None,) * (len(callee.owner) + len(values))
        return call_native(machine, callee, values, keywords, node, frame, nodes)
    if isinstance(callee, Instance):
        method = method_of(callee, "__call__")
        if method is not None:
            return call(machine, method, values, keywords, node, frame)
    if isinstance(callee, Dtype) and len(values) == 1:
        made = call_native(
            machine, Native("numpy.asarray"), values, {"dtype": callee}, node, frame, (None,) * len(values)
        )
        return replace(made, bare=Bare.SCALAR | Bare.NUMBER) if isinstance(made, Array) and made.may_be_bare else made
    if is_faulty(callee):
        return callee
    if isinstance(callee, Opaque):
        if CALLED in callee.cells:
            return call(machine, callee.cells[CALLED], values, keywords, node, frame)
        answered = ABSENT if machine.generic is None else machine.generic.answered(callee, values)
        if answered is not ABSENT:
            return answered
        method = None if machine.generic is None else machine.generic.method(callee, keywords, values)
        if method is not None:
            nodes = (None,) * (1 + len(values))
            return call_native(machine, method, values, keywords, node, frame, nodes)
        if machine.generic is None and is_promising_method(callee, values, keywords):
            machine.promising.update(machine.running)
        machine.identities.escape((*values, *keywords.values()))
        if callee.of is not None and callee.name.rpartition(".")[2] == "resize":
            machine.identities.change_escaped(machine.opaque())
        touched(machine, callee, (*values, *keywords.values()))
        machine.maybe_called((*values, *keywords.values()), node, frame)
        made = lost(
            machine, call_of(callee.name) if callee.name else Phrase("call of an unknown function"), node, frame
        )
        if may_be_arrays((callee,)):  # a method of one, or of a part of it
            return unmodelled(machine, (callee, *values), node, frame, MATRIX if callee.kind == MATRIX else None)
        made.lost = callee.lost or made.lost
        return made
    return machine.opaque()


def _judged(
    machine: Machine,
    function: Function,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.expr,
    frame: Frame,
) -> Value:
    """Run a function of the program; where not all arguments are known, its contract says more of the call."""
    if machine.generic is not None and node in machine.refused:
        return machine.opaque(ERROR)  # that was told
    result = run_function(machine, function, values, keywords, node, frame)
    found: Value = machine.agreeing(machine, function, values, keywords, node, frame, result)
    return found


def _arguments(machine: Machine, node: ast.Call, frame: Frame) -> _Arguments:
    values: list[Value] = []
    nodes: list[ast.expr | None] = []
    keywords: dict[str, Value] = {}
    whole = True
    for argument in node.args:
        if isinstance(argument, ast.Starred):
            items = items_of(machine, machine.evaluate(argument.value, frame), (argument, frame))
            if items is None or len(values) + len(items) > _MOST_ARGUMENTS:
                whole = False
            else:
                values.extend(items)
                nodes.extend([None] * len(items))
        else:
            value = machine.evaluate(argument, frame)
            values.append(machine.opaque("tuple") if type(value) is tuple and is_heavy(value) else value)
            nodes.append(argument)
    for keyword in node.keywords:
        value = machine.evaluate(keyword.value, frame)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, Dictionary) and not value.is_open and all(isinstance(key, str) for key in value.cells):
            keywords.update(value.cells)
        else:
            whole = False
    return _Arguments(tuple(values), keywords, tuple(nodes), whole)


def _unknown_call(machine: Machine, callee: Value, given: _Arguments, node: ast.expr, frame: Frame) -> Value:
    """Call with arguments that are not all known: the function is not run, and what it gives is not known."""
    values = (*given.values, *given.keywords.values())
    machine.maybe_called((callee, *values), node, frame)
    owners = callee.owner if isinstance(callee, Native) else ()
    machine.identities.escape((*values, *owners))
    machine.give_up(callee, *values, *owners)
    if isinstance(callee, Opaque):
        touched(machine, callee, values)
    return machine.opaque("error") if any(map(is_faulty, values)) else machine.opaque()


def _super(machine: Machine, node: ast.Call, frame: Frame) -> Value:
    if len(node.args) == 2:
        after, owner = (machine.evaluate(argument, frame) for argument in node.args)
        return Super(after, owner) if isinstance(after, Class) else machine.opaque()
    if frame.owner is None:
        return machine.opaque(name="super()")
    return Super(frame.owner, frame.first)


def run_function(
    machine: Machine,
    function: Function,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.AST | None,
    frame: Frame | None,
) -> Value:
    """Run a function of the program; `node` and `frame` say where it is called, None where nothing calls it."""
    # What reads specs and docstrings takes time to load, and a line of code has no functions.
    from shapecheck.infer.promised import compare_call, supposed_result
    from shapecheck.infer.specs import fits_its_specs

    if not is_followed(machine, function, node, frame):
        machine.give_up(function, *values, *keywords.values())
        left_out = machine.opaque()
        left_out.lost = Lost(Phrase("a call that is not followed"))
        return supposed_result(machine, function, left_out)
    if node is not None and frame is not None and not fits_its_specs(machine, function, values, keywords, node, frame):
        return machine.opaque(ERROR)
    if node is not None and frame is not None:
        compare_call(machine, function, values, keywords, node, frame)
    names = names_in(function.node)
    if names.generates and node is not None and frame is not None:
        return iterator(
            machine,
            function,
            lambda leaving, to: _run_in(machine, function, values, keywords, node, frame, leaving, to),
            node,
            frame,
        )
    key = machine.memory.key(function, values, keywords) if frame is not None else None
    site = frame.site(node) if key is not None and frame is not None and node is not None else None
    known = None if key is None else machine.memory.recall(key, (*values, *keywords.values()), site)
    if known is not None:
        if function.node in machine.promising:
            machine.promising.update(machine.running)
        return known[0]
    since = machine.journal.birth()
    machine.journal.begin()
    leaving = Leaving(machine.journal.depth)
    machine.running.append(function.node)
    machine.chosen.append(machine.choices)
    try:
        result = _run_in(machine, function, values, keywords, node, frame, leaving)
        result = result if node is None else supposed_result(machine, function, result)
    finally:
        written = machine.journal.keep()
        machine.running.pop()
        machine.chosen.pop()
    if leaving.early or (isinstance(function.node, _DEFINED) and names.generates):
        machine.weaken(written)  # a generator does only some of it, and later
    if function.node in machine.cut and function.node not in machine.running:
        machine.cut.discard(function.node)  # what the calls that were not followed would have written is unknown
        for cell, seen in written.items():
            machine.widen(cell, seen[-1])
    if not _CACHED.isdisjoint(decorators(function)) and not machine.memory.is_closed(function):
        return machine.opaque()  # it may be what another call gave, when something else was there
    if key is not None and not written:
        machine.memory.keep(key, result, since, (*values, *keywords.values()))
    return result


def _run_in(
    machine: Machine,
    function: Function,
    values: Sequence[Value],
    keywords: Mapping[str, Value],
    node: ast.AST | None,
    caller: Frame | None,
    leaving: Leaving,
    receiver: Receiver | None = None,
) -> Value:
    """Run a function in a frame of its own."""
    home = function.frame
    scope = Scope(machine.journal.birth(), home.scope.enclosing(), names_in(function.node))
    site = caller.site(node) if caller is not None and node is not None else None
    first = values[0] if values else None
    frame = Frame(home.source, home.module, home.top, scope, function.name, site, function.owner, first)
    frame.leaving, frame.body, frame.outer, frame.receiver = leaving, function.node, home, receiver
    if not bind(machine, function, values, keywords, frame):
        if node is not None and caller is not None:
            machine.gap(Phrase("call with other arguments than the function takes"), node, caller)
        return machine.opaque()
    if caller is None:
        leave_open(machine, function.node.args, scope)
    if machine.generic is None or machine.generic.knows((*values, *keywords.values())):
        machine.entered.add(function.node)
    machine.frames.append(frame)
    _tell_given(machine, function, frame)
    conditions = machine.conditions
    try:
        owner = None if function.owner is None else function.owner.node
        with machine.guarded(is_failing(function.node, owner, home.source.tree)), patches(machine, function):
            return _run(machine, function, frame)
    finally:
        machine.conditions = conditions
        if machine.frames and machine.frames[-1] is frame:
            machine.frames.pop()


def _tell_given(machine: Machine, function: Function, frame: Frame) -> None:
    """Tell of the values that a function is given, and may make gradients of."""
    named = with_gradients(function.node)
    for parameter in parameters(function.node.args) if named else ():
        if parameter.arg in named:
            machine.tell(Named(frame.site(parameter), parameter.arg, frame.scope.cells.get(parameter.arg)))


def _run(machine: Machine, function: Function, frame: Frame) -> Value:
    if isinstance(function.node, ast.Lambda):
        return machine.evaluate(function.node.body, frame)
    if "abstractmethod" in decorators(function):
        return machine.opaque()
    choices = machine.choices
    flow = machine.execute(function.node.body, frame)
    if machine.generic is not None:
        machine.generic.compare_gradients(frame)
    elif names_gradients(function.node):
        machine.promising.update(machine.running)
    if names_in(function.node).generates:
        receiver = frame.receiver or Receiver(None)
        receiver.ends = flow
        gather(machine, function, frame, receiver, exact=machine.choices == choices)
        if frame.receiver is not None:
            return None
        return machine.listing(receiver.items or frame.yields, "generator")
    if not flow & (NEXT | RETURN) and flow & RAISE and not frame.returns:
        if _is_left_open(function.node):
            return machine.opaque()
        raise Raised
    result: Value = ABSENT
    for value in frame.returns:
        kept = value if machine.generic is None else machine.generic.kept(value)
        result = machine.merger.join(result, kept)
    if flow & NEXT:
        result = machine.merger.join(result, None)
    return None if result is ABSENT else result


def _is_left_open(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether a function is one that derived classes define: it raises `NotImplementedError` and does no more."""
    last = node.body[-1]
    return len(node.body) <= 2 and isinstance(last, ast.Raise) and "NotImplemented" in ast.dump(last)
