"""The machine: what all rooms of the interpreter share, and the way from one to another.

A room is a module of functions that take the machine first. Rooms do not import each other to evaluate an expression,
run a statement or call a function: they ask the machine, whose tables `interpreter` fills.
"""

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, TypeAlias

from shapecheck.core.array import Array
from shapecheck.core.verdict import Verdict
from shapecheck.infer.doubt import Condition, in_doubt
from shapecheck.infer.events import Agreed, Event, Failed, Gap, Noticed, Passed, Resting, may_say_more
from shapecheck.infer.exits import BudgetSpent, Exits, Raised
from shapecheck.infer.frames import Frame
from shapecheck.infer.heap import Heap
from shapecheck.infer.journal import Cell
from shapecheck.infer.reasons import EXPRESSION, STATEMENT, TOO_MANY_STEPS, not_handled
from shapecheck.infer.standing import Limits, standing_of
from shapecheck.infer.tree import positional
from shapecheck.infer.values import ABSENT, Bound, Contents, Function, Lost, Value
from shapecheck.language import Phrase

if TYPE_CHECKING:
    from shapecheck.infer.generic import Equations
    from shapecheck.infer.induction.recording import Trace
    from shapecheck.infer.memory import Memory
    from shapecheck.infer.modules import Modules
    from shapecheck.infer.origins import Origins

__all__ = ["BREAK", "CONTINUE", "NEXT", "RAISE", "RETURN", "BudgetSpent", "Builtin", "Machine", "Raised"]

# How a statement can end; several at once where that is not decided.
NEXT, RETURN, RAISE, BREAK, CONTINUE = 1, 2, 4, 8, 16

_DEEPEST = 1200  # expressions and statements inside each other, calls included
_TIMES = 2  # that a function is run which something unknown may call: it finds what it left
_LEAVES = frozenset({ast.Name, ast.Constant})  # expressions with none inside

Expression: TypeAlias = Callable[["Machine", ast.expr, Frame], Value]
Statement: TypeAlias = Callable[["Machine", ast.stmt, Frame], int]
# A function that is not of the program, with the values of a call, and where the call is.
Builtin: TypeAlias = Callable[["Machine", Sequence[Value], Mapping[str, Value], ast.expr, Frame], Value]


class Machine(Heap):
    """The state of one analysis.

    Parameters
    ----------
    listen : callable
        Is told every event.
    """

    def __init__(self, listen: Callable[[Event], None]) -> None:
        super().__init__()
        self.expressions: Mapping[type[ast.AST], Expression] = {}
        self.statements: Mapping[type[ast.AST], Statement] = {}
        self.calling: Callable[..., Value]
        self.assuming: Callable[..., None]
        self.failing: Callable[..., int]
        self.memory: Memory
        self.generic: Equations | None = None  # what is supposed in a trial of a function on generic arguments
        self.trace: Trace | None = None  # of such a trial, where one is wanted
        self.modules: Modules
        self.origins: Origins
        self.functions: dict[ast.AST, Function] = {}  # that were defined, the last of each
        self.entered: set[ast.AST] = set()  # functions that were run
        self.running: list[ast.AST] = []
        self.frames: list[Frame] = []  # of what is being run
        self.place: tuple[ast.expr, Frame] | None = None  # of the last call of a function outside of the program
        self.conditions: tuple[Condition, ...] = ()  # on the way here, not decided
        self.undecided: dict[ast.AST, Sequence[ast.expr]] = {}  # the parts of `a and b` that were not decided
        self.chosen: list[int] = []  # how often a branch was open before each of them
        self.long_lists: dict[int, tuple[Contents, Array | None]] = {}  # as the rules take them, by identity
        self.lost_arrays: dict[int, tuple[Array, Lost]] = {}  # why nothing is known of an array, by identity
        self.consumed: set[ast.AST] = set()  # expressions that a function outside of the program is given at once
        self.suspended: set[ast.AST] = set()  # calls of generators that the statement around them runs
        self.cut: set[ast.AST] = set()  # functions of which a call was not followed, as it was inside itself
        self.guards = 0  # handlers around the present place for the errors that wrong shapes raise
        self.exits = Exits()
        self.expected: frozenset[str] = frozenset()  # exceptions for which there is a handler around it
        self.patched: set[str] = set()  # names of NumPy's that the program gives it
        self.proved: set[ast.AST] = set()  # operations that succeed, of the `try` that is being run
        self.early = 0  # loops around it that are in turns which do not stand for all turns
        self.forks = 0  # in such turns
        self.turned: dict[ast.AST, bool] = {}  # loops of the part that is being run, and whether they have settled
        self.told: dict[object, bool] = {}  # places that something was told of, and whether that it is wrong
        self.again = False  # whether what runs is run once more, as anybody may call it
        self.resting: Resting | None = None  # what a docstring states that what runs rests on
        self.at_odds = False  # whether something was wrong in such a run
        self.muted = 0  # whether what happens is of no interest, as it is run once more or in another way
        self.choices = 0  # how often a branch was open, or a loop not gone through turn by turn
        self.steps = 0
        self.limits = Limits(0, 0, 0)
        self.unfinished = False  # whether something was left out, as it takes too many steps
        self.depth = 0  # expressions and statements inside each other
        self.listener = listen

    def allow(self, steps: int, *, loops: int | None = None, hurrying: bool = True) -> None:
        """Allow so many more steps, and as many again, `hurrying`, in which what can be left out is, and told of."""
        last = self.steps + steps * (1 + hurrying)
        self.limits = Limits(self.steps + steps, last, steps if loops is None else loops)

    @property
    def allowance(self) -> int:
        """What the steps of a loop are measured by."""
        return self.limits.loops

    @property
    def in_hurry(self) -> bool:
        """Whether calls are no longer followed and loops no longer gone through turn by turn."""
        return self.steps > self.limits.hurry

    @property
    def is_guarded(self) -> bool:
        """Whether an error here is no error for certain: it is expected, or the place may not be reached."""
        return self.guards > 0 or self.exits.uncertain > 0

    def is_decided_since(self, function: ast.AST) -> bool:
        """Tell whether no branch was open since a function that is being run was first called."""
        return self.chosen[self.running.index(function)] == self.choices

    def leave_out(self, what: str, node: ast.AST, frame: Frame, why: str = TOO_MANY_STEPS) -> None:
        """Tell that something is not gone through, as that would take too long."""
        self.gap(Phrase("{what}: {why}", what=what, why=why), node, frame)
        self.unfinished = True

    # Evaluating and running

    def evaluate(self, node: ast.expr, frame: Frame) -> Value:
        """Give the value of an expression."""
        self.steps += 1
        if self.steps > self.limits.last:
            raise BudgetSpent
        handler = self.expressions.get(type(node))
        if handler is None or self.depth > _DEEPEST:
            not_handled(self, EXPRESSION, node, frame, too_deep=handler is not None)
            return self.opaque()
        if type(node) in _LEAVES:
            found = handler(self, node, frame)
        else:
            self.depth += 1
            try:
                found = handler(self, node, frame)
            finally:
                self.depth -= 1
        return self._current(found, node) if id(found) in self.identities.cells or self.generic is not None else found

    def _current(self, value: Value, node: ast.expr) -> Value:
        """Give what a value is now, and in a trial what it is taken as."""
        found = self.identities.current(value)
        return found if self.generic is None else self.generic.evaluated(node, found)

    def execute(self, body: Sequence[ast.stmt], frame: Frame) -> int:
        """Run statements; give how they can end."""
        ends = 0
        for statement in body:
            flow = self._execute(statement, frame)
            ends |= flow & ~NEXT
            if not flow & NEXT:
                return ends
        return ends | NEXT

    def _execute(self, statement: ast.stmt, frame: Frame) -> int:
        self.steps += 1 + self.merger.due()
        if self.steps > self.limits.last:
            raise BudgetSpent
        handler = self.statements.get(type(statement))
        if handler is None or self.depth > _DEEPEST:
            not_handled(self, STATEMENT, statement, frame, too_deep=handler is not None)
            return NEXT
        standing = standing_of(self)
        self.depth += 1
        try:
            return handler(self, statement, frame)
        except Raised:
            return RAISE
        except BudgetSpent:
            raise
        except Exception as error:
            return self.failing(self, error, statement, frame, standing)
        finally:
            self.depth = standing.depth

    def call(
        self, callee: Value, values: Sequence[Value], keywords: Mapping[str, Value], node: ast.expr, frame: Frame
    ) -> Value:
        """Call a value with values."""
        return self.calling(self, callee, values, keywords, node, frame)

    def perhaps(self, run: Callable[[], object]) -> None:
        """Do something that may be done not at all, or only in part."""
        self.journal.begin()
        try:
            run()
        finally:
            self.weaken(self.journal.keep())

    def maybe_called(self, values: Iterable[Value], node: ast.expr, frame: Frame) -> None:
        """Call the functions among what something unknown is given, as it may do so, with anything."""
        for value in values:
            function = value.function if isinstance(value, Bound) else value
            if isinstance(function, Function) and self.in_hurry:
                self.leave_out(Phrase("function that may be called"), node, frame)
            elif isinstance(function, Function):
                arguments = function.node.args
                count = len(positional(arguments)) - isinstance(value, Bound)
                unknown: list[Value] = [self.opaque() for _ in range(count)]
                if arguments.vararg is not None or arguments.kwarg is not None:
                    unknown.append(ABSENT)  # and any others that it takes

                def run(callee: Value = value, unknown: list[Value] = unknown) -> int:
                    self.call(callee, unknown, {}, node, frame)
                    return NEXT

                self._at_any_time(run)

    def _at_any_time(self, run: Callable[[], int]) -> None:
        """Run what may be run not at all, once, several times, and again whenever something else is done."""
        for _ in range(_TIMES):
            self.journal.begin()
            try:
                self.fork([run, lambda: NEXT])
            finally:
                written = self.journal.keep()
            if not self.journal.keep_open(written):
                return

    def under(self, test: ast.expr, truth: bool, frame: Frame, run: Callable[[], int]) -> int:
        """Run what is reached only where a condition that was not decided has an answer; tell how it can end."""
        before = self.conditions
        self.conditions = (*before, Condition(test, frame, truth, later=self.exits.later))
        flow = run()
        self.conditions = (*before, *self.conditions[len(before) + 1 :])
        return flow

    def left_by(self, test: ast.expr, truth: bool, frame: Frame, flow: int) -> None:
        """Note that what follows is reached only where a condition has an answer: the other one led away, by `flow`."""
        self.conditions = (
            *self.conditions,
            Condition(test, frame, truth, bool(flow & (BREAK | CONTINUE)), self.exits.later),
        )

    @property
    def doubt(self) -> Callable[[ast.AST], bool] | None:
        """What tells whether an error at a place is in doubt; None where no condition on the way was left open."""
        return self._in_doubt if self.conditions else None

    def _in_doubt(self, node: ast.AST) -> bool:
        return in_doubt(self, node)

    def peek(self, node: ast.expr, frame: Frame) -> Value:
        """Evaluate once more what was evaluated, without telling of it, and undo what it does."""
        try:
            with self.taken_back():
                return self.evaluate(node, frame)
        except Raised:
            return self.opaque()

    def assume(self, condition: ast.expr, truth: bool, frame: Frame) -> None:
        """Write down what follows from a condition that has the given truth."""
        self.assuming(self, condition, truth, frame)

    # Telling

    def tell(self, event: Event) -> None:
        """Tell the listener; of what is run once more only what is new there, and what is wrong."""
        if isinstance(event, (Agreed, Resting)):
            self.listener(event)  # it says something of sizes, wherever it was found out
            return
        if self.generic is not None:
            self.generic.told(event)
        if self.muted:
            return
        wrong = getattr(event, "verdict", Verdict.YES) is Verdict.NO
        site = event.site  # of a name, which may be made anew each time, where that stands
        at = (site.source.path, site.line, site.column) if isinstance(site.node, ast.Name) else site.node
        self.at_odds = self.at_odds or (wrong and self.resting is not None)
        if not self.again:
            self.told[at] = (wrong and self.resting is None) or self.told.get(at, False)
        elif at in self.told and (self.told[at] or not (wrong or may_say_more(event, self.resting))):
            return  # as much was told of the place before
        self.listener(event)

    def gap(self, reason: str, node: ast.AST, frame: Frame) -> None:
        """Tell that something was not understood."""
        if not self.muted and not (self.again and node in self.told):
            self.listener(Gap(frame.site(node), reason))

    def notice(self, kind: Passed, message: str, node: ast.AST, frame: Frame) -> None:
        """Tell of something that the reader must know, however often the place is gone through, and how."""
        self.listener(Noticed(frame.site(node), kind, message))

    def failed(self, error: Exception, node: ast.AST, frame: Frame) -> None:
        """Tell that the interpreter itself failed at something, which is left out then."""
        self.listener(Failed(frame.site(node), error))

    def quiet(self) -> AbstractContextManager[None]:
        """Run something without telling of it."""
        return self.quiet_unless(False)

    @contextmanager
    def quiet_unless(self, loud: bool) -> Iterator[None]:
        """Run something, and tell of it only if that is wanted."""
        self.muted += not loud
        try:
            yield
        finally:
            self.muted -= not loud

    def reset(self) -> None:
        """Leave what was given up in the middle: open branches are taken back, and nothing is being run."""
        while self.journal.is_open:
            self.journal.take_back()
        self.running.clear()
        del self.frames[1:]
        self.conditions = ()
        self.chosen.clear()
        self.cut.clear()
        self.expected = frozenset()
        self.guards = self.muted = self.early = self.depth = 0
        self.place, self.exits = None, Exits()

    def close(self) -> None:
        """Let go of what the program had. Scopes and functions have each other, so that nothing else would for long."""
        for function in self.functions.values():
            function.frame.scope.cells.clear()
            function.frame.top.cells.clear()
            if function.owner is not None:
                function.owner.cells.clear()
        self.functions.clear()

    @contextmanager
    def guarded(self, guarded: bool) -> Iterator[None]:
        """Run something inside a handler for the errors that wrong shapes raise."""
        self.guards += guarded
        try:
            yield
        finally:
            self.guards -= guarded

    @contextmanager
    def expecting(self, names: frozenset[str], ended: frozenset[str] = frozenset()) -> Iterator[None]:
        """Run something inside handlers for exceptions of some names, which go on quietly; others are ended there."""
        before, self.expected = self.expected, (self.expected - ended) | names
        try:
            yield
        finally:
            self.expected = before

    # Joining

    def fork(self, runs: Sequence[Callable[[], int]]) -> int:
        """Run several continuations of one state, each on its own; join the states that go on, give all ways to end.

        What ends by raising, returning or leaving a loop goes on elsewhere: the journal has what cells had there.
        """
        going_on: list[Mapping[Cell, Value]] = []
        ends = 0
        self.choices += 1
        self.forks += self.early > 0
        for run in runs:
            self.journal.begin()
            try:
                with self.guarded(self.early > 0):  # it may be a later turn in which this is reached
                    flow = run()
            except Raised:
                flow = RAISE
            except Exception:
                self.journal.take_back()
                raise
            written = self.journal.take_back()
            ends |= flow
            if flow & NEXT:
                going_on.append({cell: values[-1] for cell, values in written.items()})
        for cell in {cell: None for written in going_on for cell in written}:
            owner, key = cell
            before = owner.cells.get(key, ABSENT)
            values: Sequence[Value] = [written.get(cell, before) for written in going_on]
            self.settle(cell, values if self.generic is None else self.generic.meeting(values))
        # Where one of them leaves the turn, so it is with what comes behind; the turn's end takes that back.
        self.guards += self.early > 0 and bool(ends & ~NEXT)
        return ends

    @contextmanager
    def taken_back(self) -> Iterator[None]:
        """Run something without telling of it, and undo what it does: what was evaluated is looked at once more."""
        self.muted += 1
        self.journal.begin()
        try:
            yield
        finally:
            self.journal.take_back()
            self.muted -= 1
