"""`checked`: the shapes of a function's arguments and results checked at each call, its shape errors explained."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from shapecheck.errors import SpecError, SpecProblem
from shapecheck.language import say
from shapecheck.runtime.annotations import from_annotations
from shapecheck.runtime.body import read_body
from shapecheck.runtime.boundary import Boundary
from shapecheck.runtime.contract import Contract, from_keywords, from_text
from shapecheck.runtime.own_frames import without_own_frames
from shapecheck.runtime.recording.records import Report
from shapecheck.runtime.state import STATE, SWITCHED_OFF
from shapecheck.runtime.wrapper import Hooks, Kind, build, kind_of, signature_of

if TYPE_CHECKING:
    from shapecheck.runtime.recording.tracer import Tracer

__all__ = ["Broadcast", "checked"]

F = TypeVar("F", bound="Callable[..., Any] | classmethod[Any, Any, Any] | staticmethod[Any, Any]")
Broadcast = Literal["log", "warn", "raise"]
_POLICIES = (None, "log", "warn", "raise")
_MOST_ENDINGS = 64  # of calls with arguments of the same shapes


@overload
def checked(spec: F, /) -> F: ...
@overload
def checked(
    spec: str | None = None,
    /,
    *,
    returns: str | None = None,
    trace: bool = False,
    broadcast: Broadcast | None = None,
    coincidence: Broadcast | None = None,
    pairs: bool = True,
    **specs: str,
) -> Callable[[F], F]: ...
def checked(
    spec: Any = None,
    /,
    *,
    returns: str | None = None,
    trace: bool = False,
    broadcast: Broadcast | None = None,
    coincidence: Broadcast | None = None,
    pairs: bool = True,
    **specs: str,
) -> Any:
    """Check the shapes of a function's arguments and results at each call, and explain its shape errors.

    Written in one of three ways::

        @checked("A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> n[l] m")
        @checked(W="n_h n_x", X="n_x m", returns="n_h m")
        @checked          # reads annotations: Annotated[np.ndarray, "n m"], jaxtyping's Float[np.ndarray, "n m"]

    A name stands for one size in all of a call. Besides, wherever `dX` and `X` both are among the arguments and
    results, by name (`grads["dW1"]` and `parameters["W1"]`, a returned `dA_prev` and the argument `A_prev`), their
    shapes must be equal, unless specs say both. So must they where the body says what is which: `W` in
    `A_prev, W, b = cache`, a returned `b` after `b = b - alpha * db`, `self.dW` that a method assigns. An
    argument without a `.shape`, such as None, is not checked; a number has shape `()`. A returned None is refused where
    a spec has a result, unless the annotation allows it.

    A NumPy shape error inside the function keeps its type and message and gains a note: the operation that failed,
    its operands with their shapes and where these come from, and a change that was tried and fits.

    Parameters
    ----------
    spec : str, optional
        What the call takes and gives, in the notation of `shapecheck.core.notation.parse_call`.
    returns : str, optional
        What is returned, as behind the `->`.
    trace : bool
        Record each assignment of every call in `function.report`, a `Report`.
    broadcast : {"log", "warn", "raise"}, optional
        What to do when an operator stretches both of its operands, as `(n, 1) + (n,)` does: note it in
        `function.report`, warn as well, or raise a `ShapeError`. Implies `trace`.
    coincidence : {"log", "warn", "raise"}, optional
        The same for an assignment that is right only because sizes of different names are equal here.
    pairs : bool
        Whether `dX` is checked against `X`.
    **specs : str
        The spec of each argument by its name. An argument that is called as a parameter here needs the text form.

    Returns
    -------
    function or decorator
        The wrapper has the name, the documentation and the signature of the function, and pickles by name. It is the
        function itself where the environment variable `SHAPECHECK_DISABLE=1` was set at the import.

    Raises
    ------
    SpecError
        At decoration: the spec cannot be read, or names what the function does not have.
    ShapeError
        At a call: shapes do not fit. A `ValueError`.

    Notes
    -----
    Coroutine functions are checked when awaited, generator functions when first advanced (what they yield is not
    checked), asynchronous generator functions when called (their errors gain no note).

    Examples
    --------
    >>> import numpy as np
    >>> @checked("A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> n[l] m")
    ... def linear_forward(A_prev, W, b):
    ...     return W @ A_prev + b
    >>> linear_forward(np.ones((3, 7)), np.ones((5, 3)), np.ones((5, 1))).shape
    (5, 7)
    """
    if not isinstance(trace, bool) or not isinstance(pairs, bool) or not {broadcast, coincidence} <= {*_POLICIES}:
        raise TypeError(
            say(
                "trace and pairs must be bools, broadcast and coincidence one of {choices}",
                choices="'log', 'warn', 'raise', None",
            )
        )
    names = sys._getframe(1).f_locals
    options = _Options(returns, trace, (broadcast, coincidence), pairs, specs, names)
    if spec is None or isinstance(spec, str):
        if spec is not None and (specs or returns is not None):
            raise TypeError(say("write the spec as one text or as keywords, not both"))
        return lambda function: options.apply(function, spec)
    return options.apply(spec, None)


@dataclass(frozen=True, slots=True)
class _Options:
    """What was said when decorating, and the names that could be seen there."""

    returns: str | None
    trace: bool
    policies: tuple[Broadcast | None, Broadcast | None]
    pairs: bool
    specs: Mapping[str, str]
    names: Mapping[str, Any]

    def apply(self, function: Any, spec: str | None) -> Any:
        """Give what takes the place of the function."""
        if SWITCHED_OFF:
            return function
        if isinstance(function, classmethod | staticmethod):
            return type(function)(self.apply(function.__func__, spec))
        if isinstance(function, type) or not callable(function):
            raise TypeError(
                say(
                    "checked decorates functions (got {got}): decorate the methods of a class instead",
                    got=repr(function),
                )
            )
        return self._wrapped(function, self._contract(function, spec))

    def _contract(self, function: Callable[..., Any], spec: str | None) -> Contract:
        name = getattr(function, "__qualname__", repr(function)).rpartition("<locals>.")[2]
        parameters = tuple(signature_of(function).parameters)
        body = read_body(inspect.unwrap(function))
        contract = Contract(name, parameters, returned=body.returned, pairs=self.pairs, body=body)
        if spec is not None:
            contract = from_text(spec, contract)
        elif self.specs or self.returns is not None:
            contract = from_keywords(self.specs, self.returns, contract)
        else:
            contract = from_annotations(function, contract, self.names)
        if contract.results and kind_of(function) in (Kind.GENERATOR, Kind.ASYNC_GENERATOR):
            message = say(
                "{name} is a generator, whose values are not checked: remove the spec of its result", name=name
            )
            text = spec or self.returns or ""
            raise SpecError(SpecProblem(text, max(text.find("->"), 0), message))
        return contract

    def _wrapped(self, function: Callable[..., Any], contract: Contract) -> Callable[..., Any]:
        report = Report() if self.trace or any(self.policies) else None
        calls = _Calls(function, contract, report, self.policies)
        wrapper = build(function, contract, calls.hooks(), always=report is not None)
        functools.update_wrapper(wrapper, function)
        if isinstance(function, FunctionType):
            wrapper.__type_params__ = getattr(function, "__type_params__", ())  # type: ignore[attr-defined]
        wrapper.contract = contract  # type: ignore[attr-defined]
        if report is not None:
            wrapper.report = report  # type: ignore[attr-defined]
        return wrapper


class _Calls:
    """What happens at the calls of one function, apart from what the generated code does."""

    def __init__(
        self,
        function: Callable[..., Any],
        contract: Contract,
        report: Report | None,
        policies: tuple[Broadcast | None, Broadcast | None],
    ) -> None:
        self.function = function
        self.contract = contract
        self.boundary = Boundary(contract)
        self.report = report
        self.broadcast, self.coincidence = policies
        # Of the recording, which is imported when something is recorded.
        self.tracer: Tracer | None = None
        self.begun: Callable[..., Any]

    def hooks(self) -> Hooks:
        """Give what the generated code calls."""
        special = {
            Kind.PLAIN: self.special,
            Kind.COROUTINE: self.special_coroutine,
            Kind.GENERATOR: self.special_generator,
            Kind.ASYNC_GENERATOR: self.special_async_generator,
        }[kind_of(self.function)]
        return Hooks(self.arguments, self.result, self.failed, special)

    def values(self, arguments: tuple[Any, ...]) -> dict[str, Any]:
        """Give the arguments by name."""
        return dict(zip(self.contract.parameters, arguments, strict=True))

    def arguments(self, arguments: tuple[Any, ...]) -> Exception | None:
        """Give the error of the arguments, or None."""
        return self.boundary.arguments(self.values(arguments))

    def result(self, arguments: tuple[Any, ...], result: Any) -> Exception | None:
        """Give the error of the result, or None."""
        return self.boundary.result(self.values(arguments), result)

    def failed(self, error: BaseException, arguments: tuple[Any, ...]) -> None:
        """Add a note to an error where it can be explained; whatever goes wrong here, the error stays as it is."""
        try:
            from shapecheck.runtime.failing.failures import explain_failure

            explain_failure(error, self.function, self.boundary, self.values(arguments))
        except Exception:
            return

    def session(self, arguments: tuple[Any, ...]) -> Any:
        """Give what records one call, or None where nothing does."""
        state = STATE.get()
        if state is not None and state.off:
            return None
        reports = () if state is None else state.reports
        if self.report is not None:
            reports = (*reports, self.report)
        if not reports:
            return None
        policy = self.broadcast or (None if state is None else state.broadcast)
        names = self.coincidence or (None if state is None else state.coincidence)
        if self.tracer is None:
            from shapecheck.runtime.recording.sessions import Session, tracer_of

            self.begun, self.tracer = Session, tracer_of(self.function, self.boundary)
        return self.begun(self.tracer, arguments, reports, policy, names)

    def given(self, session: Any, arguments: tuple[Any, ...]) -> Exception | None:
        """Give the error of the arguments of a call that is recorded, asked once for arguments of the same shapes."""
        trail = session.trail
        if trail is not None and trail.fits:
            return None
        error = self.arguments(arguments)
        if trail is not None:
            trail.fits = error is None
        return error

    def returned(self, session: Any, arguments: tuple[Any, ...], value: Any) -> Exception | None:
        """Give the error of the result of a call that is recorded, likewise."""
        ending = None if session.trail is None else session.ending(arguments, value)
        if ending is not None and ending in session.trail.endings:
            return None
        error = self.result(arguments, value)
        if error is None and ending is not None and len(session.trail.endings) < _MOST_ENDINGS:
            session.trail.endings.add(ending)
        return error

    def special(self, arguments: tuple[Any, ...], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Make a call that is recorded, or not checked; give the error to raise, and the result.

        The error is raised by the generated code, so that no frame of this file stands between two of the user's.
        """
        session = self.session(arguments)
        if session is None:
            return None, self.function(*args, **kwargs)
        error = self.given(session, arguments)
        if error is not None:
            return session.ended(error), None
        try:
            with session:
                value = session.function(*args, **kwargs)
        except Exception as problem:
            self.failed(problem, arguments)
            return without_own_frames(problem), None
        return session.ended(self.returned(session, arguments, value)), value

    async def special_coroutine(self, arguments: tuple[Any, ...], args: Any, kwargs: Any) -> Any:
        """Do the same for a coroutine function."""
        session = self.session(arguments)
        if session is None:
            return None, await self.function(*args, **kwargs)
        error = self.given(session, arguments)
        if error is not None:
            return session.ended(error), None
        try:
            with session:
                value = await session.function(*args, **kwargs)
        except Exception as problem:
            self.failed(problem, arguments)
            return without_own_frames(problem), None
        return session.ended(self.returned(session, arguments, value)), value

    def special_generator(self, arguments: tuple[Any, ...], args: Any, kwargs: Any) -> Any:
        """Do the same for a generator function."""
        session = self.session(arguments)
        if session is None:
            return None, (yield from self.function(*args, **kwargs))
        error = self.given(session, arguments)
        if error is not None:
            return session.ended(error), None
        try:
            value = yield from session.driven(session.function(*args, **kwargs))
        except Exception as problem:
            self.failed(problem, arguments)
            return without_own_frames(problem), None
        finally:
            session.ended(None)
        return None, value

    def special_async_generator(self, arguments: tuple[Any, ...], args: Any, kwargs: Any) -> Any:
        """Do the same for an asynchronous generator function, whose assignments are not recorded."""
        session = self.session(arguments)
        if session is None:
            return None, self.function(*args, **kwargs)
        error = session.ended(self.arguments(arguments))
        return error, None if error is not None else self.function(*args, **kwargs)
