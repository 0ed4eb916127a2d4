"""Statements that choose: `if`, `with`, `match`."""

import ast
import functools
import operator
from collections.abc import Callable, Sequence

from shapecheck.core.array import Array
from shapecheck.infer.frames import Frame, Suspended
from shapecheck.infer.full_names import full_name, is_one_of
from shapecheck.infer.machine import NEXT, RAISE, Machine, Raised
from shapecheck.infer.operators import holds
from shapecheck.infer.patches import is_patch
from shapecheck.infer.patterns import conditions_of, matches
from shapecheck.infer.sequences import taken
from shapecheck.infer.targets import assign
from shapecheck.infer.tree import nodes_in, once
from shapecheck.infer.values import Bound, Function, Instance, Library, Listing, Native, Value, method_of

__all__ = ["expects_error", "if_", "match_", "with_"]

_EXPECTING = frozenset(
    """contextlib.suppress numpy.testing.assert_raises numpy.testing.assert_raises_regex numpy.testing.assert_warns
    pytest.deprecated_call pytest.raises pytest.warns self.assertRaises self.assertRaisesRegex self.assertWarns
    self.assertWarnsRegex sklearn.assert_deprecated""".split()
)


def if_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `if`: the branch that is known to be taken, or both."""
    assert isinstance(node, ast.If)
    known = holds(machine, node.test, frame)
    if known is None and machine.generic is not None:
        known = machine.generic.chosen(node.test, frame)
        if known is False and not node.orelse:
            known = None  # what is done may be what makes the rest fit
        if known is not None:
            machine.assume(node.test, known, frame)
    if known is not None:
        return machine.execute(node.body if known else node.orelse, frame)
    return _either(
        machine,
        node.test,
        frame,
        lambda: machine.execute(node.body, frame),
        lambda: machine.execute(node.orelse, frame),
    )


def _either(
    machine: Machine, test: ast.expr, frame: Frame, then: Callable[[], int], otherwise: Callable[[], int]
) -> int:
    """Run both ways on from a condition that was not decided."""
    before = kept = machine.conditions
    flows = {True: RAISE, False: RAISE}

    def branch(run: Callable[[], int], holds: bool) -> int:
        nonlocal kept
        machine.conditions = before
        machine.assume(test, holds, frame)
        flows[holds] = machine.under(test, holds, frame, run)
        if flows[holds] & NEXT:
            kept = (*kept, *machine.conditions[len(before) :])
        return flows[holds]

    ends = machine.fork([lambda: branch(then, True), lambda: branch(otherwise, False)])
    machine.conditions = kept
    for answer, other in ((True, False), (False, True)):
        # Who raises for other operands ends the program just the same, unless a handler goes on quietly.
        raises = flows[other] == RAISE and not machine.expected and not machine.guards
        if flows[answer] & NEXT and not flows[other] & NEXT and not raises:
            machine.left_by(test, answer, frame, flows[other])
    return ends


def with_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `with`."""
    assert isinstance(node, (ast.With, ast.AsyncWith))
    before = machine.patched.copy() if any(is_patch(item.context_expr, frame) for item in node.items) else None
    flow = _with(machine, node, node.items, frame)
    if before is not None:
        machine.patched = before
    return flow


def _with(machine: Machine, node: ast.With | ast.AsyncWith, items: Sequence[ast.withitem], frame: Frame) -> int:
    """Enter what a statement enters, one inside the other, then run its body."""
    if not items:
        return machine.execute(node.body, frame)
    item, *rest = items
    machine.suspended.add(item.context_expr)
    value = machine.evaluate(item.context_expr, frame)

    def inside(entered: Value) -> int:
        try:
            if item.optional_vars is not None:
                assign(machine, item.optional_vars, entered, None, frame)
            return _with(machine, node, rest, frame)
        except Raised:
            return RAISE

    held = value.cells.get("suspended") if isinstance(value, Listing) else None
    if isinstance(held, Suspended):
        return _managed(machine, held, inside)
    entered = _entered(machine, value, item.context_expr, frame)
    expecting, leave = expects_error(item.context_expr, frame), method_of(value, "__exit__")
    swallows = expecting or leave is not None
    machine.journal.begin()
    try:
        with machine.guarded(expecting or (leave is not None and _may_swallow(leave))):
            flow = inside(entered)
    finally:
        written = machine.journal.keep()
    if swallows:
        machine.weaken(written)  # it may have ended anywhere
    if leave is not None:
        machine.call(leave, [machine.opaque() for _ in range(3)], {}, item.context_expr, frame)
    return flow | NEXT if swallows else flow


def _may_swallow(leave: Value) -> bool:
    """Tell whether an `__exit__` may give something true, so that an error goes no further."""
    function = leave.function if isinstance(leave, Bound) else leave
    return not isinstance(function, Function) or any(
        isinstance(node, ast.Return)
        and node.value is not None
        and not (isinstance(node.value, ast.Constant) and not node.value.value)
        for node in nodes_in(function.node)
    )


def _managed(machine: Machine, held: Suspended, inside: Callable[[Value], int]) -> int:
    """Run a generator that is a context manager: the body of the statement goes on at its `yield`, and raises there."""
    ends: list[int] = []

    def take(entered: Value) -> None:
        ends.append(inside(entered))
        if ends[-1] == RAISE:
            raise Raised

    last = held.run(take)
    if not ends:
        return inside(machine.opaque())
    if not last & ~RAISE:
        return RAISE
    flow = functools.reduce(operator.or_, ends)
    return flow | last & RAISE | (NEXT if flow & RAISE else 0)  # what was raised may have been handled


def _entered(machine: Machine, value: Value, node: ast.expr, frame: Frame) -> Value:
    if isinstance(value, Instance):
        method = method_of(value, "__enter__")
        return machine.opaque() if method is None else machine.call(method, (), {}, node, frame)
    if isinstance(value, Listing) and value.kind == "generator":
        with machine.exits.stopping(True):
            given = taken(machine, value)
        return given.items[0] if given.items else machine.opaque()
    if isinstance(value, (Array, Library, Native)):
        return value
    return machine.opaque()


def expects_error(node: ast.expr, frame: Frame) -> bool:
    """Tell whether what is called, or entered, is there for an error: `assertRaises`."""
    return _expects(node, frame.source.tree)


@once
def _expects(node: ast.expr, tree: ast.Module) -> bool:
    return is_one_of(full_name(node, tree), _EXPECTING)


def match_(machine: Machine, node: ast.stmt, frame: Frame) -> int:
    """Run `match`: the cases that may match, up to the first that certainly does."""
    assert isinstance(node, ast.Match)
    subject = machine.evaluate(node.subject, frame)
    if machine.trace is not None and not machine.muted:
        machine.trace.called(node.subject, "match", (subject,))
    return _cases(machine, node, subject, 0, frame)


def _cases(machine: Machine, node: ast.Match, subject: Value, place: int, frame: Frame) -> int:
    """Run the cases from one on."""
    while place < len(node.cases):
        found = matches(machine, node.cases[place].pattern, subject, frame)
        if found is not None:
            break
        place += 1
    else:
        return NEXT
    case = node.cases[place]
    certain, names = found

    def rest() -> int:
        return _cases(machine, node, subject, place + 1, frame)

    def taken() -> int:
        bound = names
        if not certain and isinstance(node.subject, (ast.Name, ast.Attribute)):  # more is known of it now
            again = matches(machine, case.pattern, machine.peek(node.subject, frame), frame)
            bound = names if again is None else again[1]
        for name, value in bound.items():
            target = ast.copy_location(ast.Name(name, ast.Store()), case.pattern)
            assign(machine, target, value, None, frame)
        known = None if case.guard is None else holds(machine, case.guard, frame)
        if case.guard is None or known is True:
            return machine.execute(case.body, frame)
        if known is False:
            return rest()
        return _either(machine, case.guard, frame, lambda: machine.execute(case.body, frame), rest)

    return taken() if certain else _either(machine, conditions_of(node)[place], frame, taken, rest)
