"""The recording of one call: while it runs, and what is added to reports when it has ended."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterable
from contextvars import ContextVar, Token
from dataclasses import replace
from types import FrameType, TracebackType
from typing import Any, Self

from shapecheck.core.dim import Dim
from shapecheck.core.shape import Shape
from shapecheck.errors import ShapeError
from shapecheck.language import say
from shapecheck.ops.values import UNKNOWN
from shapecheck.runtime.boundary import Boundary
from shapecheck.runtime.derivatives import NAMED, entries
from shapecheck.runtime.measure import plain_value, sizes_of
from shapecheck.runtime.policy import enforce, enforce_names
from shapecheck.runtime.recording.derivation import Derived, Known, Number
from shapecheck.runtime.recording.insertion import Site
from shapecheck.runtime.recording.pairing import place_named
from shapecheck.runtime.recording.records import Call, Pair, Record, Report
from shapecheck.runtime.recording.report_text import pair_text
from shapecheck.runtime.recording.symbolic import has_names
from shapecheck.runtime.recording.tracer import Tracer
from shapecheck.runtime.recording.trails import Noted, Step, signature
from shapecheck.runtime.recording.working import Reading, Worked, held

__all__ = ["Session", "tracer_of"]

_MOST_ENDS = 16  # of a step: an error may say something else each time

_CURRENT: ContextVar[Session | None] = ContextVar("shapecheck.session", default=None)


class Session:
    """One call that is recorded: on the trail of earlier ones, or worked out.

    Parameters
    ----------
    tracer : Tracer
        Of the function.
    arguments : tuple
        The arguments in the order of the parameters, which live as long as the call.
    reports : iterable of Report
        What the call is added to when it has ended.
    policy : str or None
        What to do when an operator stretches both operands.
    coincidence : str or None
        What to do when an assignment is right only because sizes of different names are equal.
    """

    __slots__ = (
        "_held", "_numbers", "_tokens", "_worked", "ahead", "arguments", "at", "coincidence", "error", "function",
        "lost", "over", "policy", "reports", "tracer", "trail",
    )  # fmt: skip

    def __init__(
        self,
        tracer: Tracer,
        arguments: tuple[Any, ...],
        reports: Iterable[Report],
        policy: str | None,
        coincidence: str | None = None,
    ) -> None:
        self.tracer = tracer
        self.function = tracer.function
        self.arguments = arguments
        self.reports = [(report, report.start()) for report in reports]
        self.policy = policy
        self.coincidence = coincidence
        self.error: str | None = None
        self.lost = 0
        self.over = False
        # What is to be warned of or refused is asked again in each call, so that there is nothing to follow.
        quiet = policy in (None, "log") and coincidence in (None, "log")
        self.trail = tracer.trail(arguments) if quiet else None
        self.at: Step | None = None if self.trail is None else self.trail.root
        self.ahead = None if self.at is None else self.at.first
        self._numbers: dict[tuple[str, str], float] = {}  # those that are not integers, by function and name
        self._held: dict[int, Known] | None = None
        self._worked: Worked | None = (
            None if self.trail is not None else Worked(tracer, tracer.start(values := self.values), values)
        )
        self._tokens: list[Token[Session | None]] = []

    @property
    def values(self) -> dict[str, Any]:
        """The arguments by name."""
        return self.tracer.named(self.arguments)

    def ending(self, arguments: tuple[Any, ...], value: object) -> object:
        """Give what tells apart how calls on the trail ended; None where that cannot be told."""
        signed, result = self.tracer.signatures(arguments), signature((value,))
        return None if signed is None or result is None else (signed, result)

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
        end = (self.error, self.lost)
        call = None if self.at is None else self.at.ends.get(end)
        if call is None:
            call = self._call()
            if self.at is not None and len(self.at.ends) < _MOST_ENDS:
                self.at.ends[end] = call
        for report, order in self.reports:
            report.add(order, call)
        return error

    def _call(self) -> Call:
        worked, tracer = self._work(), self.tracer
        problem = tracer.problem or (_not_recorded(self.lost) if self.lost else None)
        start = worked.start

        def make() -> Call:
            return Call(
                tracer.name, tracer.path, tracer.line, start.given, worked.counted(), start.pairs, self.error, problem
            )

        return tracer.call((start, tuple(worked.counts.items()), self.error, problem), make)

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

    def follow(self, site: Site, name: str, value: Any) -> bool:
        """Go one step on the trail if an assignment is on it."""
        if self.at is None or self._worked is not None:
            return False
        for step in self.at.after:
            if step.site is site and step.name == name and step.is_of(value) and self._relies(step, value):
                if type(value) is float:
                    self._numbers[site.function, name] = value
                self.at, self.ahead = step, step.first
                return True
        return False

    def _relies(self, step: Step, value: object) -> bool:
        """Tell whether what a step relies on is as it was."""
        if step.simple:
            return True
        if step.loose and any(self._numbers.get(name) != number for name, number in step.loose):
            return False
        return not step.asks_held or self._held_arrays().get(id(value)) is step.held

    def _held_arrays(self) -> dict[int, Known]:
        """Give the arguments that are arrays, by identity; they live as long as the call."""
        if self._held is None:
            start = self.trail.start if self.trail is not None else self._work().start
            self._held = held(self.values, start.scope)
        return self._held

    def _work(self) -> Worked:
        """Give what is known in the call, worked out along the trail where it was on one until now."""
        worked = self._worked
        if worked is None:
            assert self.at is not None
            assert self.trail is not None
            self.ahead = None
            worked = self._worked = Worked(self.tracer, self.trail.start, self.values)
            for step in self.at.way():
                assert step.site is not None
                assert step.noted is not None
                noted, function = step.noted, step.site.function
                if step.kind is float:
                    noted = replace(noted, value=self._numbers[function, step.name])
                self.lost += not worked.note(function, step.name, noted)
        return worked

    def lose(self) -> None:
        """Count an assignment that could not be recorded, and leave the trail."""
        self.lost += 1
        if self._worked is None:
            assert self.trail is not None
            self._worked = Worked(self.tracer, self.trail.start, self.values)
        self.at = self.ahead = None

    def take(self, site: Site, name: str, value: object, frame: FrameType) -> None:
        """Take one assignment that is on no trail."""
        worked = self._work()
        if self.lost:
            self.at = None
        scope = worked.scopes.setdefault(site.function, {})
        found = Reading(self.tracer, site, scope, self._held_arrays(), worked.start)
        if not hasattr(value, "shape") or (sizes := sizes_of(value)) is None:
            noted = self._plain(name, value, found, frame)
            self._lengthen(found, name, value, noted, frame=frame)
            worked.note(site.function, name, noted)
            return
        tracer = self.tracer
        derived = found.derived(sizes, frame)
        symbolic = derived.symbolic if derived is not None and isinstance(derived.symbolic, Shape) else None
        argument: Known | None = None
        asks = symbolic is None or not has_names(symbolic)
        if asks:
            argument = self._held_arrays().get(id(value))
            symbolic = argument.symbolic if argument is not None and argument.sizes == sizes else symbolic
        now = tracer.known(sizes, symbolic)
        shown = name != "_" and not (
            # What it returns was recorded when it was assigned.
            name == "return" and site.statement.removeprefix("return").strip().isidentifier()
        )
        place = place_named(name) if shown and sizes else None
        pairs = () if place is None else worked.pairs(name, place, now)
        record: Record | None = None
        if shown:
            key = (id(site), name, now, derived, pairs)
            record = tracer.record(key, lambda: self._record(site, name, now, derived, pairs))
        noted = Noted(now, place=place, record=record)
        asks_held = asks and worked.start.named
        self._lengthen(found, name, value, noted, frame=frame, asks_held=asks_held, argument=argument)
        self.lost += not worked.note(site.function, name, noted)
        if shown:
            self._enforce(site, name, derived, pairs)

    def _enforce(self, site: Site, name: str, derived: Derived | None, pairs: tuple[Pair, ...]) -> None:
        if derived is not None and derived.stretched and self.policy is not None:
            enforce(self.policy, site, self.tracer.path, derived.stretched)
        if self.coincidence not in (None, "log"):
            conditions = () if derived is None else derived.conditions
            owed = [*conditions, *(pair_text(pair) for pair in pairs if pair.condition)]
            enforce_names(self.coincidence, site, self.tracer.path, name, owed)

    def _record(
        self,
        site: Site,
        name: str,
        now: Known,
        derived: Derived | None,
        pairs: tuple[Pair, ...],
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
            pairs=pairs,
            conditions=() if derived is None else derived.conditions,
        )

    def _plain(self, name: str, value: Any, reading: Reading, frame: FrameType) -> Noted:
        """Note a value that is no array: numbers and texts that shapes depend on, and named arrays in containers."""
        number = reading.derived(int(value), frame) if type(value) is int else None
        if number is not None and isinstance(number.symbolic, Dim):
            return Noted(Number(int(value), number.symbolic))
        plain = plain_value(value)
        if plain is UNKNOWN and NAMED[type(value)]:
            found = entries(name, value)
            return Noted(UNKNOWN, tuple([(item.place, item.text, self.tracer.known(item.sizes)) for item in found]))
        return Noted(plain)

    def _lengthen(
        self,
        reading: Reading,
        name: str,
        value: Any,
        noted: Noted,
        *,
        frame: FrameType,
        asks_held: bool = False,
        argument: Known | None = None,
    ) -> None:
        """Add a step to the trail, if what was worked out follows from what a step is known by."""
        at, self.at = self.at, None
        if at is None or self.trail is None or self.lost or not self.tracer.has_room():
            return
        function, kind = reading.site.function, type(value)
        sizes = noted.value.sizes if isinstance(noted.value, Known) else None
        inner = signature((value,)) if sizes is None and kind is not float else None
        if inner is None and kind is not float and noted.value is not UNKNOWN and sizes is None:
            return
        if sizes is not None and value.shape != sizes:
            return
        if reading.from_frame and not self.trail.relies(at, reading.names, function, frame):
            return
        numbers = self._numbers
        loose = tuple(
            [((function, each), numbers[function, each]) for each in reading.names if (function, each) in numbers]
        )
        if kind is float:
            self._numbers[function, name] = value
        self.at = Step(
            site=reading.site,
            simple=sizes is not None and not (loose or asks_held),
            kind=kind,
            sizes=sizes,
            name=name,
            inner=inner,
            loose=loose,
            asks_held=asks_held,
            held=argument,
            noted=noted,
            before=at,
        )
        at.lengthen(self.at)


def _within(function: str, outer: str) -> bool:
    """Tell whether a function is the outer one, or defined inside it."""
    return function == outer or function.startswith(f"{outer}.<locals>.")


def _record(site: Site, name: str, value: Any) -> None:
    """Take an assignment for the call that runs; what goes wrong in here is no affair of the user's."""
    session = _CURRENT.get()
    if session is None:
        return
    step = session.ahead
    # The usual case, in as few words as can be: this is done after each assignment.
    if (
        step is not None
        and step.site is site
        and step.simple
        and type(value) is step.kind
        and value.shape == step.sizes
        and step.name == name
    ):
        session.at = step
        session.ahead = step.first
        return
    try:
        if session.follow(site, name, value) or not _within(site.function, session.tracer.qualified):
            return
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename != session.tracer.path:
            frame = frame.f_back
        if frame is not None:
            session.take(site, name, value, frame)
    except ShapeError:
        raise
    except Exception:
        session.lose()


def tracer_of(function: Callable[..., Any], boundary: Boundary) -> Tracer:
    """Give the tracer of a function, whose assignments go to the session that is current when they are done."""
    return Tracer(function, boundary, _record)


def _not_recorded(count: int) -> str:
    if count == 1:
        return say("1 assignment could not be recorded")
    return say("{count} assignments could not be recorded", count=count)
