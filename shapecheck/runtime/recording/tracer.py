"""What is kept for a traced function from one call to the next, so that the same is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from shapecheck.core.dim import Dim, evaluate
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.runtime.boundary import Boundary
from shapecheck.runtime.derivatives import Entry, Place, attributes, entries, pairs
from shapecheck.runtime.measure import Sizes
from shapecheck.runtime.recording.derivation import Derived, Known, Plan, plan_of
from shapecheck.runtime.recording.insertion import Site
from shapecheck.runtime.recording.pairing import pair_of
from shapecheck.runtime.recording.records import Call, Given, Record
from shapecheck.runtime.recording.rewrite import Record as Hook
from shapecheck.runtime.recording.rewrite import SourceUnavailable, recording
from shapecheck.runtime.recording.symbolic import has_names, symbolic_shapes
from shapecheck.runtime.recording.trails import Trail, of_self, signature

__all__ = ["Scope", "Start", "Tracer"]

T = TypeVar("T")

_MOST_REMEMBERED = 4_096  # of each kind
_MOST_TRAILS = 256

Scope = dict[str, Any]
"""What is known under each name of a function: a `Known`, or a plain value."""


class Tracer:
    """Records the calls of one function.

    Parameters
    ----------
    function : function
        The decorated function; its recording twin is made at the first call.
    boundary : Boundary
        Its checks.
    record : callable
        What the twin calls after each assignment.
    """

    def __init__(self, function: Callable[..., Any], boundary: Boundary, record: Hook) -> None:
        self.boundary = boundary
        self.problem: str | None = None
        code = getattr(function, "__code__", None)
        self.name = boundary.contract.function
        self.qualified = getattr(code, "co_qualname", "")
        self.path = getattr(code, "co_filename", "")
        self.line = getattr(code, "co_firstlineno", 0)
        try:
            self.function = recording(function, record)
        except SourceUnavailable as error:
            self.function, self.problem = function, str(error)
        self._known: dict[object, Known] = {}
        self._derived: dict[object, Derived | None] = {}
        self._plans: dict[int, Plan] = {}  # by the identity of a site, which the twin keeps alive
        self._records: dict[object, Record] = {}
        self._same: dict[object, Record] = {}
        self._starts: dict[object, Start] = {}
        self._calls: dict[object, Call] = {}
        self._trails: dict[object, Trail] = {}
        self._steps = 0  # of all trails
        contract = boundary.contract
        paths = [item.path for item in (*contract.arguments, *contract.results)]
        paths += [path for _, path in (*contract.lookups, *contract.body.parts)]
        # What the checks look into, whatever it is: without knowing these no call is like another.
        self._looked_into = frozenset({path.root for path in paths})

    def known(self, sizes: Sizes, symbolic: Shape | None = None) -> Known:
        """Give the one object for a shape and its symbolic shape."""
        return remembered(self._known, (sizes, symbolic), lambda: Known(sizes, symbolic or Shape(sizes)))

    def plan(self, site: Site) -> Plan:
        """Give the statement of a site, read once."""
        found = self._plans.get(id(site))
        if found is None:
            found = self._plans[id(site)] = plan_of(site)
        return found

    def derived(self, key: object, compute: Callable[[], Derived | None]) -> Derived | None:
        """Give what an assignment says, computed once for each key."""
        return remembered(self._derived, key, compute)

    def record(self, key: object, make: Callable[[], Record]) -> Record:
        """Give the one record for a key; keys that differ in nothing that is shown, as in a loop, have the same."""

        def made() -> Record:
            record = make()
            return remembered(self._same, record, lambda: record)

        return remembered(self._records, key, made)

    def call(self, key: object, make: Callable[[], Call]) -> Call:
        """Give the one call for a key."""
        return remembered(self._calls, key, make)

    def named(self, arguments: tuple[Any, ...]) -> dict[str, Any]:
        """Give the arguments of a call by name."""
        return dict(zip(self.boundary.contract.parameters, arguments, strict=True))

    def trail(self, arguments: tuple[Any, ...]) -> Trail | None:
        """Give the trail of the calls with arguments of the same shapes; None where these cannot be told."""
        signed = self.signatures(arguments)
        if signed is None:
            return None
        found = self._trails.get(signed)
        if found is not None and not found.holds():
            del self._trails[signed]
            found = None
        if found is None and len(self._trails) < _MOST_TRAILS:
            values = self.named(arguments)
            known = frozenset([name for name, value in values.items() if self._signature(name, value) is not None])
            found = self._trails[signed] = Trail(self.start(values), self.qualified, known)
        return found

    def signatures(self, arguments: tuple[Any, ...]) -> tuple[object, ...] | None:
        """Give what tells the arguments apart; one that cannot be looked into, and need not be, is left out."""
        together = signature(arguments)
        if together is not None:
            return together
        found: list[object] = []
        for name, value in self.named(arguments).items():
            signed = self._signature(name, value)
            if signed is None and (name == "self" or name in self._looked_into):
                return None
            found.append(signed)
        return tuple(found)

    @staticmethod
    def _signature(name: str, value: object) -> tuple[object, ...] | None:
        return of_self(value) if name == "self" else signature((value,))

    def has_room(self) -> bool:
        """Tell whether a trail may have one more step."""
        self._steps += 1
        return self._steps <= _MOST_REMEMBERED

    def start(self, values: Mapping[str, object]) -> Start:
        """Give what the arguments of a call say."""
        found: list[Entry] = []
        for name, value in values.items():
            found += attributes(value) if name == "self" else entries(name, value)
        specified = self.boundary.known(values)
        key = (tuple(found), specified)
        return remembered(self._starts, key, lambda: Start(self, found, *symbolic_shapes(specified)))


class Start:
    """What the arguments of a call say: the same for all calls with arguments of the same shapes."""

    def __init__(
        self,
        tracer: Tracer,
        found: list[Entry],
        shapes: Mapping[str, Shape],
        values: Mapping[Symbol | Dim, int],
    ) -> None:
        self.values = values
        self.scope: Scope = {entry.text: tracer.known(entry.sizes, shapes.get(entry.text)) for entry in found}
        # An array that is no entry, such as one in `self`, may have a spec as well.
        for name, shape in shapes.items():
            if name not in self.scope and all(_value(size, values) is not None for size in shape.before):
                self.scope[name] = tracer.known(tuple(_value(size, values) or 0 for size in shape.before), shape)
        self.given = tuple(
            Given(entry.text, entry.sizes, shape if shape is not None and has_names(shape) else None)
            for entry in found
            for shape in [shapes.get(entry.text)]
        )
        self.named = any(isinstance(known, Known) and has_names(known.symbolic) for known in self.scope.values())
        arrays = {entry.text: tracer.known(entry.sizes, shapes.get(entry.text)) for entry in found}
        self.pairs = tuple(pair_of(d.text, v.text, arrays[d.text], arrays[v.text]) for d, v in pairs(found))
        self.places: dict[Place, dict[str, Known]] = {}
        for entry in found:
            self.places.setdefault(entry.place, {})[entry.text] = arrays[entry.text]


def _value(size: object, values: Mapping[Symbol | Dim, int]) -> int | None:
    return evaluate(size, values) if isinstance(size, Dim) else size if isinstance(size, int) else None


def remembered(table: dict[object, T], key: object, compute: Callable[[], T]) -> T:
    """Give what is in a table under a key, computed where it is not there; a full table is emptied."""
    try:
        return table[key]
    except KeyError:
        pass
    if len(table) >= _MOST_REMEMBERED:
        table.clear()
    found = table[key] = compute()
    return found
