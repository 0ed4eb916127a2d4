"""Budgets: how many steps a program may take, and what is said and forgotten where it may take no more.

The steps of a file grow with its length, so that an ordinary file is gone through to its end however long it is, and
the work for a hostile one is bounded. Each statement of a module's top level is a part, which may take half of what is
left: no part takes the steps of those behind it. A part that has taken them goes on without following calls; a part
that has taken as many again is given up. Both are told.
"""

import ast
import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from shapecheck.infer.events import Passed
from shapecheck.infer.frames import Frame
from shapecheck.infer.given_up import go_back, left_open
from shapecheck.infer.machine import NEXT, BudgetSpent, Machine
from shapecheck.infer.shown import Shown, by_statement, take_over
from shapecheck.infer.site import Source
from shapecheck.infer.standing import standing_of
from shapecheck.infer.values import Function
from shapecheck.language import Phrase

__all__ = ["TRIAL", "Pool", "is_followed", "long_run", "run_parts", "sheltered"]

TRIAL = 12_000  # steps of one trial of a function
_PER_CHARACTER = 1  # steps that a file may take for its length, besides those that each may
_PER_LINE = 25  # more of them for its length
_LEAST = 1_500  # steps of a part, however short it is and whatever the parts before it took
_DEEPEST = 40  # calls inside each other
_RECURSIONS = 3  # times that a function may be inside itself, where it depends on data whether it is
_UNFINISHED = Phrase("it was not gone through to the end: what starts here takes too many steps")
_GARBAGE = 200_000  # objects that are made before the rest is searched for garbage
_RECURSION = 20_000  # Python's own limit while a program is gone through: its frames are on the heap
_LOOPS = 80_000  # what the steps of a loop in a part are measured by, which is not to depend on the file's length


class Pool:
    """The steps that the parts of a file share.

    Parameters
    ----------
    machine : Machine
        What makes them.
    source : Source
        The file: its length adds to the steps.
    least : int
        The steps for a file of any length.
    share : int
        A part may take one of so many equal shares of what is left.
    loops : int
        What the steps of a loop are measured by.
    """

    def __init__(self, machine: Machine, source: Source, least: int, *, share: int = 2, loops: int = _LOOPS) -> None:
        self._machine = machine
        self._left = least + _PER_CHARACTER * len(source.text)
        self._share = share
        self._loops = loops

    @contextmanager
    def part(self, node: ast.stmt | ast.expr, frame: Frame) -> Iterator[None]:
        """Run a part, with steps of its own; where they are not enough, that is told of it."""
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        self._machine.allow(max(self._left // self._share, _LEAST + _PER_LINE * lines), loops=self._loops)
        machine = self._machine
        machine.turned.clear()
        start, before, machine.unfinished = machine.steps, machine.unfinished, False
        try:
            yield
        except BudgetSpent:
            machine.unfinished = True
            raise
        finally:
            self._left = max(0, self._left - (machine.steps - start))
            if machine.unfinished and frame.source is machine.frames[0].source and not machine.again:
                machine.notice(Passed.UNFINISHED, _UNFINISHED, node, frame)
            machine.unfinished = machine.unfinished or before


def run_parts(machine: Machine, body: Sequence[ast.stmt], frame: Frame, least: int, shown: Sequence[Shown] = ()) -> int:
    """Run the top level of a module part by part; give how it can end.

    Parameters
    ----------
    machine : Machine
        What runs it.
    body : sequence of ast.stmt
        The statements.
    frame : Frame
        That of the module.
    least : int
        The steps that a module of any length may take.
    shown : sequence of Shown
        The shapes of its arrays that stored outputs show.
    """
    pool = Pool(machine, frame.source, least)
    showing = by_statement(body, shown)
    ends = 0
    for statement in body:
        with pool.part(statement, frame):
            flow = _run_part(machine, statement, frame)
            take_over(machine, showing.get(statement, ()), frame)
        ends |= flow & ~NEXT
        if not flow & NEXT:
            return ends
    return ends | NEXT


def _run_part(machine: Machine, statement: ast.stmt, frame: Frame) -> int:
    """Run one statement; where it takes too many steps, all that it may have done is unknown."""
    standing = standing_of(machine)
    try:
        return machine.execute((statement,), frame)
    except BudgetSpent:
        go_back(machine, standing)
    machine.leave_out(Phrase("statement not gone through to its end"), statement, frame)
    left_open(machine, statement, frame)
    return NEXT


@contextmanager
def sheltered(machine: Machine) -> Iterator[None]:
    """Run something that has steps of its own, such as a module that is imported: what imports it keeps its own."""
    start, limits, conditions = machine.steps, machine.limits, machine.conditions
    machine.conditions = ()
    try:
        yield
    finally:
        machine.conditions = conditions
        spent = machine.steps - start
        machine.limits = limits.later(spent)


def is_followed(machine: Machine, function: Function, node: ast.AST | None, frame: Frame | None) -> bool:
    """Tell whether a call is followed; where it is not, that is told."""
    if node is None or frame is None:
        return True  # nothing is being run that it could be inside of
    inside = machine.running.count(function.node)
    if inside >= _RECURSIONS and not machine.is_decided_since(function.node):
        machine.cut.add(function.node)
        machine.gap(Phrase("recursion that depends on data"), node, frame)
        return False
    if len(machine.running) >= _DEEPEST:
        if inside:
            machine.cut.add(function.node)
        machine.leave_out(Phrase("call"), node, frame, Phrase("too many calls inside each other"))
        return False
    if machine.in_hurry:
        machine.leave_out(Phrase("call"), node, frame)
        return False
    return True


@contextmanager
def long_run() -> Iterator[None]:
    """Let Python bear what is as deep as a program, and makes as much."""
    before, thresholds = sys.getrecursionlimit(), gc.get_threshold()
    sys.setrecursionlimit(max(before, _RECURSION))
    gc.set_threshold(max(_GARBAGE, thresholds[0]))  # much is made and little of it is cyclic
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
        gc.set_threshold(*thresholds)
