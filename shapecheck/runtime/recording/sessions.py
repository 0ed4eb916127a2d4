"""The recording of one call: while it runs, and what is added to reports when it has ended."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable, Mapping
from contextvars import ContextVar, Token
from types import FrameType, TracebackType
from typing import Any, Self

from shapecheck.core.dim import Dim
from shapecheck.core.shape import Shape
from shapecheck.errors import ShapeError
from shapecheck.ops.values import UNKNOWN
from shapecheck.runtime.boundary import Boundary
from shapecheck.runtime.derivatives import NAMED, entries, variable_place
from shapecheck.runtime.failing.operands import Operand, operands
from shapecheck.runtime.measure import Sizes, is_foreign, plain_value, sizes_of
from shapecheck.runtime.policy import enforce, enforce_names
from shapecheck.runtime.recording.derivation import Before, Derived, Known, Number, Plan, derive, state_of
from shapecheck.runtime.recording.insertion import Site
from shapecheck.runtime.recording.pairing import derivative_place, one_of, pair_of, place_named
from shapecheck.runtime.recording.records import Call, Pair, Record, Report
from shapecheck.runtime.recording.report_text import pair_text
from shapecheck.runtime.recording.symbolic import has_names
from shapecheck.runtime.recording.tracer import Scope, Tracer

__all__ = ["Session", "tracer_of"]

_MOST_RECORDS = 1_000  # different ones in one call

_CURRENT: ContextVar[Session | None] = ContextVar("shapecheck.session", default=None)


class Session:
    """One call that is recorded.

    Parameters
    ----------
    tracer : Tracer
        Of the function.
    values : mapping
        The arguments by name, which live as long as the call.
    reports : iterable of Report
        What the call is added to when it has ended.
    policy : str or None
        What to do when an operator stretches both operands.
    coincidence : str or None
        What to do when an assignment is right only because sizes of different names are equal.
    """

    def __init__(
        self,
        tracer: Tracer,
        values: Mapping[str, object],
        reports: Iterable[Report],
        policy: str | None,
        coincidence: str | None = None,
    ) -> None:
        self.tracer = tracer
        self.function = tracer.function
        self.reports = tuple((report, report.start()) for report in reports)
        self.policy = policy
        self.coincidence = coincidence
        self.error: str | None = None
        self.lost = 0
        self.over = False
        self._start = tracer.start(values)
        self._scopes: dict[str, Scope] = {tracer.qualified: dict(self._start.scope)}
        self._places = {place: dict(found) for place, found in self._start.places.items()}
        self._held: dict[int, Known] = {}
        scope = self._scopes[tracer.qualified]
        for name, value in values.items():
            plain = plain_value(value)
            if plain is not UNKNOWN:
                scope[name] = plain
        self._hold(values)
        self._counts: dict[int, int] = {}
        self._rows: dict[int, Record] = {}
        self._tokens: list[Token[Session | None]] = []

    def _hold(self, values: Mapping[str, object]) -> None:
        """Remember the arrays that live as long as the call, those in tuples too, by identity."""
        pending = [(name, value) for name, value in values.items()]
        scope = self._scopes[self.tracer.qualified]
        for _ in range(256):
            if not pending:
                return
            name, value = pending.pop()
            found = scope.get(name)
            if isinstance(found, Known):
                self._held[id(value)] = found
            elif isinstance(value, tuple):
                fields = getattr(value, "_fields", None)
                texts = [f".{field}" for field in fields] if fields else [f"[{i}]" for i in range(len(value))]
                pending += [(f"{name}{text}", item) for text, item in zip(texts, value, strict=False)]

    def __enter__(self) -> Self:
        self._tokens.append(_CURRENT.set(self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._leave()
        if error is not None:
            self.ended(error)

    def _leave(self) -> None:
        try:
            _CURRENT.reset(self._tokens.pop())
        except ValueError:
            _CURRENT.set(None)  # a coroutine that was moved to another context

    def ended(self, error: BaseException | None) -> BaseException | None:
        """Add the call to the reports, once; give the error back."""
        if self.over:
            return error
        self.over = True
        if error is not None:
            first = str(error).partition("\n")[0]
            self.error = f"{type(error).__name__}: {first}"
        tracer = self.tracer
        problem = tracer.problem or (_not_recorded(self.lost) if self.lost else None)
        start, rows = self._start, self._rows

        def make() -> Call:
            counted = tuple((record, self._counts[key]) for key, record in rows.items())
            return Call(tracer.name, tracer.path, tracer.line, start.given, counted, start.pairs, self.error, problem)

        call = tracer.call((start, tuple(self._counts.items()), self.error, problem), make)
        for report, order in self.reports:
            report.add(order, call)
        return error

    def driven(self, generator: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        """Run a generator, being the current session only while it runs itself."""
        step: Callable[[Any], Any] = generator.send
        argument: Any = None
        while True:
            self.__enter__()
            try:
                item = step(argument)
            except StopIteration as stop:
                return stop.value
            except BaseException as error:
                self.ended(error)
                raise
            finally:
                self._leave()
            try:
                step, argument = generator.send, (yield item)
            except GeneratorExit:
                generator.close()
                raise
            except BaseException as error:
                step, argument = generator.throw, error

    def take(self, site: Site, name: str, value: object, frame: FrameType) -> None:
        """Take one assignment."""
        scope = self._scopes.setdefault(site.function, {})
        if not hasattr(value, "shape") or (sizes := sizes_of(value)) is None:
            number = self._derived(site, value, scope, frame) if type(value) is int else None
            self._plain(name, value, scope)
            if number is not None and isinstance(number.symbolic, Dim):
                scope[name] = Number(int(value), number.symbolic)  # type: ignore[call-overload]
            return
        tracer = self.tracer
        derived = self._derived(site, sizes, scope, frame)
        symbolic = derived.symbolic if derived is not None and isinstance(derived.symbolic, Shape) else None
        if symbolic is None or not has_names(symbolic):
            held = self._held.get(id(value))
            symbolic = held.symbolic if held is not None and held.sizes == sizes else symbolic
        now = scope[name] = tracer.known(sizes, symbolic)
        if name == "_":
            return
        if name == "return" and site.statement.removeprefix("return").strip().isidentifier():
            return  # what it returns was recorded when it was assigned
        found = self._pairs(name, now) if sizes else ()
        key = (id(site), name, now, derived, found)
        self._count(tracer.record(key, lambda: self._record(site, name, now, derived, found)))
        if derived is not None and derived.stretched and self.policy is not None:
            enforce(self.policy, site, tracer.path, derived.stretched)
        if self.coincidence not in (None, "log"):
            conditions = () if derived is None else derived.conditions
            owed = [*conditions, *(pair_text(pair) for pair in found if pair.condition)]
            enforce_names(self.coincidence, site, tracer.path, name, owed)

    def _count(self, record: Record) -> None:
        key = id(record)
        if key in self._counts:
            self._counts[key] += 1
        elif len(self._counts) < _MOST_RECORDS:
            self._counts[key], self._rows[key] = 1, record
        else:
            self.lost += 1

    def _record(
        self,
        site: Site,
        name: str,
        now: Known,
        derived: Derived | None,
        found: tuple[Pair, ...],
    ) -> Record:
        return Record(
            function=site.function.rpartition("<locals>.")[2],
            path=self.tracer.path,
            line=site.line,
            statement=" ".join(site.statement.split()),
            variable=name,
            shape=now.sizes,
            symbolic=now.symbolic if has_names(now.symbolic) else None,
            stretched=() if derived is None else derived.stretched,
            pairs=found,
            conditions=() if derived is None else derived.conditions,
        )

    def _plain(self, name: str, value: object, scope: Scope) -> None:
        """Note a value that is no array: numbers and texts that shapes depend on, and named arrays in containers."""
        plain = plain_value(value)
        if plain is UNKNOWN:
            scope.pop(name, None)
            if NAMED[type(value)]:
                for entry in entries(name, value):
                    known = scope[entry.text] = self.tracer.known(entry.sizes)
                    self._places.setdefault(entry.place, {})[entry.text] = known
        else:
            scope[name] = plain

    def _derived(self, site: Site, seen: Sizes | int, scope: Scope, frame: FrameType) -> Derived | None:
        plan = self.tracer.plan(site)
        if plan.root is None:
            return None
        start, held, root = self._start, self._held, plan.root
        key: Any
        if plan.reads is not None and UNKNOWN not in (read := tuple(scope.get(name, UNKNOWN) for name in plan.reads)):
            found, key = None, read
        else:
            found = tuple(operands(root, frame, own_tree=True))
            key = tuple((operand.name, self._state(operand, plan, scope)) for operand in found)

        def compute() -> Derived | None:
            read = tuple(operands(root, frame, own_tree=True)) if found is None else found
            before = Before(scope, held, start.values)
            return derive(plan, seen, read, before, frame)

        try:
            return self.tracer.derived((id(site), seen, start, key), compute)
        except TypeError:  # a slice, which cannot be a key
            return compute()

    def _state(self, operand: Operand, plan: Plan, scope: Scope) -> object:
        """Give what the shape of a result may depend on in an operand."""
        state = state_of(operand, plan, Before(scope, self._held, self._start.values))
        if state is not UNKNOWN:
            return state
        plain = plain_value(operand.value)
        if is_foreign(operand.value):
            return type(operand.value)
        return sizes_of(operand.value) if plain is UNKNOWN else (type(plain), plain)

    def _pairs(self, name: str, now: Known) -> tuple[Pair, ...]:
        """Give the checks that an assignment completes, as a derivative and as a variable."""
        place = place_named(name)
        if place is None:
            return ()
        self._places.setdefault(place, {})[name] = now
        found: list[Pair] = []
        variable = variable_place(place)
        others = None if variable is None else self._places.get(variable)
        if others:
            other = one_of(others, now.sizes)
            found.append(pair_of(name, other, now, others[other]))
        derivatives = self._places.get(derivative_place(place))
        if derivatives:
            other = one_of(derivatives, now.sizes)
            found.append(pair_of(other, name, derivatives[other], now))
        return tuple(found)


def _within(function: str, outer: str) -> bool:
    """Tell whether a function is the outer one, or defined inside it."""
    return function == outer or function.startswith(f"{outer}.<locals>.")


def _record(site: Site, name: str, value: object) -> None:
    """Take an assignment for the call that runs; what goes wrong in here is no affair of the user's."""
    session = _CURRENT.get()
    if session is None or not _within(site.function, session.tracer.qualified):
        return
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and frame.f_code.co_filename != session.tracer.path:
        frame = frame.f_back
    if frame is None:
        return
    try:
        session.take(site, name, value, frame)
    except ShapeError:
        raise
    except Exception:
        session.lost += 1


def tracer_of(function: Callable[..., Any], boundary: Boundary) -> Tracer:
    """Give the tracer of a function, whose assignments go to the session that is current when they are done."""
    return Tracer(function, boundary, _record)


def _not_recorded(count: int) -> str:
    return f"{count} assignment{'' if count == 1 else 's'} could not be recorded"
