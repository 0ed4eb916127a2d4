"""What `trace` records, as data: shapes and texts, never an array."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib import import_module
from io import StringIO
from threading import Lock
from typing import Any

from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.runtime.measure import Sizes

__all__ = ["Call", "Given", "Pair", "Record", "Report", "Stretched"]

_MOST_CALLS = 2_000  # of different shapes or outcomes, in one report


@dataclass(frozen=True, slots=True)
class Stretched:
    """An operand that an operation repeated to the shape of its result.

    Attributes
    ----------
    operation, operand : str
        `add`; the operand as written.
    shape, result : tuple of int
        From which shape, to which.
    axes : tuple of int
        The axes of the result along which it is repeated.
    both : bool
        Whether another operand was stretched as well, as in `(n, 1) + (n,)`: rarely what was meant.
    """

    operation: str
    operand: str
    shape: Sizes
    result: Sizes
    axes: tuple[int, ...]
    both: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """A check dim(dX) = dim(X).

    Attributes
    ----------
    derivative, variable : str
        dX and X, as they are called at run time.
    shape, variable_shape : tuple of int
        Their shapes.
    condition : str
        Where the shapes are equal only because two names have the same value, these: `n[l] = n[l-1] = 4`.
    """

    derivative: str
    variable: str
    shape: Sizes
    variable_shape: Sizes
    condition: str = ""

    @property
    def verdict(self) -> Verdict:
        """Whether the shapes are equal."""
        return Verdict.YES if self.shape == self.variable_shape else Verdict.NO


@dataclass(frozen=True, slots=True)
class Given:
    """An argument array of a call; `symbolic` is its shape by the spec, if there is one."""

    name: str
    shape: Sizes
    symbolic: Shape | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One assignment of an array.

    Attributes
    ----------
    function, path : str
        Where: the function's qualified name, and its file.
    line : int
        The statement's first line.
    statement : str
        Its text, on one line.
    variable : str
        What is assigned, as it is called at run time: `Z`, `grads["dW1"]`; `return` for a returned value.
    shape : tuple of int
        The shape that it has.
    symbolic : Shape or None
        The shape in the names of the spec, as far as the rules derive it from the shapes of what the statement reads:
        a size has a name only where it follows, never because a number is the same. None where no size has one.
    stretched : tuple of Stretched
        What was broadcast on the way.
    pairs : tuple of Pair
        The checks dim(dX) = dim(X) that the assignment completes.
    conditions : tuple of str
        What holds in this call only because two names have the same value, such as a transpose forgotten where
        n[l] = n[l-1].
    """

    function: str
    path: str
    line: int
    statement: str
    variable: str
    shape: Sizes
    symbolic: Shape | None = None
    stretched: tuple[Stretched, ...] = ()
    pairs: tuple[Pair, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """Calls of one function that did the same to arrays of the same shapes.

    Attributes
    ----------
    function, path : str
        Which function, and its file.
    line : int
        Where it begins.
    arguments : tuple of Given
        The arrays among the arguments.
    records : tuple of (Record, int)
        The assignments in order, each with how often it was done in one call.
    pairs : tuple of Pair
        The checks dim(dX) = dim(X) among the arguments.
    error : str or None
        The exception that ended it.
    problem : str or None
        Why its assignments could not be recorded, or not all.
    count : int
        How many calls.
    """

    function: str
    path: str
    line: int
    arguments: tuple[Given, ...] = ()
    records: tuple[tuple[Record, int], ...] = ()
    pairs: tuple[Pair, ...] = ()
    error: str | None = None
    problem: str | None = None
    count: int = 1


@dataclass(slots=True)
class _Counted:
    order: int
    call: Call
    count: int = 0


@dataclass(slots=True, eq=False)
class Report:
    """The shapes of what ran. `print` gives a table; `rich.print` and notebooks give theirs.

    Calls that did the same to the same shapes are one entry with a count, so a training loop does not make it grow;
    past 2,000 different entries further ones are only counted, in `omitted`.

    Examples
    --------
    >>> report = Report()
    >>> print(report)
    nothing was recorded
    """

    omitted: int = 0
    _calls: dict[Call, _Counted] = field(default_factory=dict, repr=False)
    _by_identity: dict[int, _Counted] = field(default_factory=dict, repr=False)
    _started: int = field(default=0, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    _conformance: tuple[tuple[Call, ...], tuple[Any, ...]] | None = field(default=None, repr=False)

    def start(self) -> int:
        """Give the place of a call that begins, by which the report is sorted."""
        with self._lock:
            self._started += 1
            return self._started

    def add(self, order: int, call: Call) -> None:
        """Add a call that has ended."""
        with self._lock:
            # The same object comes again for the same call, and need not be compared.
            found = self._by_identity.get(id(call)) or self._calls.get(call)
            if found is None:
                if len(self._calls) >= _MOST_CALLS:
                    self.omitted += 1
                    return
                found = self._calls[call] = self._by_identity[id(call)] = _Counted(order, call)
            found.count += 1

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._calls.clear()
            self._by_identity.clear()
            self.omitted = 0

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls, each with its count, in the order in which the first of them began."""
        with self._lock:
            found = sorted(self._calls.values(), key=lambda counted: counted.order)
            return tuple(replace(counted.call, count=counted.count) for counted in found)

    @property
    def records(self) -> tuple[Record, ...]:
        """The assignments of all calls."""
        return tuple(record for call in self.calls for record, _ in call.records)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The checks dim(dX) = dim(X) of all calls."""
        found: list[Pair] = []
        for call in self.calls:
            found += call.pairs
            for record, _ in call.records:
                found += record.pairs
        return tuple(found)

    @property
    def conformance(self) -> tuple[Any, ...]:
        """How each call and the contract of its function go together, as `shapecheck.conformance.Conformance`.

        The contracts are derived from the source when this is first asked for, and again when there are other calls.
        """
        calls = self.calls
        if self._conformance is None or self._conformance[0] != calls:
            # By name, as it reads sources on floors above this one, which nothing here may rely on.
            self._conformance = calls, import_module("shapecheck.conformance").conformance(calls)
        return self._conformance[1]

    def __len__(self) -> int:
        return sum(len(call.records) for call in self.calls)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __str__(self) -> str:
        """Give the table as plain text: in full, or laid out for the terminal where that is what is printed to."""
        from shapecheck.runtime.recording.report_text import fitting, report_text

        return report_text(self, fitting())

    def __rich__(self) -> object:
        """Give what rich prints."""
        return import_module("shapecheck.report.trace.terminal").renderable(self)

    def _repr_html_(self) -> str:
        """Give what a notebook shows."""
        out = StringIO()
        # By name, as the printed formats are on a floor above this one, which nothing here may rely on.
        import_module("shapecheck.report").writer("trace", "html")(self, out)
        return out.getvalue()
