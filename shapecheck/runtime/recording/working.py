"""What is known in one call while it is worked out: under each name, of each place, and what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from types import FrameType
from typing import Any

from shapecheck.ops.values import UNKNOWN
from shapecheck.runtime.derivatives import Place, variable_place
from shapecheck.runtime.failing.operands import Operand, operands
from shapecheck.runtime.measure import Sizes, is_foreign, plain_value, sizes_of
from shapecheck.runtime.recording.derivation import Before, Derived, Known, derive, state_of
from shapecheck.runtime.recording.insertion import Site
from shapecheck.runtime.recording.pairing import derivative_place, one_of, pair_of
from shapecheck.runtime.recording.records import Pair, Record
from shapecheck.runtime.recording.tracer import Scope, Start, Tracer
from shapecheck.runtime.recording.trails import Noted

__all__ = ["Reading", "Worked", "held"]

_MOST_RECORDS = 1_000  # different ones in one call
_MOST_HELD = 256  # arguments, and parts of them, that are known by identity


class Worked:
    """What is known so far.

    Parameters
    ----------
    tracer : Tracer
        Of the function.
    start : Start
        What its arguments say.
    values : mapping
        The arguments by name.
    """

    def __init__(self, tracer: Tracer, start: Start, values: Mapping[str, object]) -> None:
        self.start = start
        self.scopes: dict[str, Scope] = {tracer.qualified: dict(start.scope)}
        self.counts: dict[int, int] = {}
        self._rows: dict[int, Record] = {}
        self._places = {place: dict(found) for place, found in start.places.items()}
        scope = self.scopes[tracer.qualified]
        for name, value in values.items():
            plain = plain_value(value)
            if plain is not UNKNOWN:
                scope[name] = plain

    def note(self, function: str, name: str, noted: Noted) -> bool:
        """Add what an assignment says; tell whether there was room for its record."""
        scope = self.scopes.setdefault(function, {})
        if noted.value is UNKNOWN:
            scope.pop(name, None)
        else:
            scope[name] = noted.value
        for place, text, known in noted.inside:
            scope[text] = known
            self._places.setdefault(place, {})[text] = known
        if noted.place is not None:
            self._places.setdefault(noted.place, {})[name] = noted.value
        return noted.record is None or self._count(noted.record)

    def _count(self, record: Record) -> bool:
        key = id(record)
        if key in self.counts:
            self.counts[key] += 1
        elif len(self.counts) < _MOST_RECORDS:
            self.counts[key], self._rows[key] = 1, record
        else:
            return False
        return True

    def counted(self) -> tuple[tuple[Record, int], ...]:
        """Give the records, each with how often it came."""
        return tuple((record, self.counts[key]) for key, record in self._rows.items())

    def pairs(self, name: str, place: Place, now: Known) -> tuple[Pair, ...]:
        """Give the checks that an assignment completes, as a derivative and as a variable."""
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


class Reading:
    """What the statement of one assignment reads.

    Parameters
    ----------
    tracer : Tracer
        Of the function.
    site : Site
        Where the assignment stands.
    scope : mapping
        What was known before it, under each name.
    held : mapping
        The arguments that are arrays, by identity.
    start : Start
        What the arguments of the call say.
    """

    def __init__(self, tracer: Tracer, site: Site, scope: Scope, held: Mapping[int, Known], start: Start) -> None:
        self.tracer = tracer
        self.site = site
        self.plan = tracer.plan(site)
        self.start = start
        self.before = Before(scope, held, start.values)
        self.names: tuple[str, ...] = ()
        self.from_frame = False

    def derived(self, seen: Sizes | int, frame: FrameType) -> Derived | None:
        """Give what the rules say of the statement, of which a shape or an integer was seen."""
        plan, scope = self.plan, self.before.names
        root = plan.root
        if root is None:
            return None
        key: Any
        if plan.reads is not None and UNKNOWN not in (read := tuple(scope.get(name, UNKNOWN) for name in plan.reads)):
            found, key, self.names = None, read, plan.reads
        else:
            found = tuple(operands(root, frame, own_tree=True))
            key = tuple((operand.name, self._state(operand)) for operand in found)
            self.from_frame = True
            roots = [operand.name.partition("[")[0].partition(".")[0] for operand in found]
            self.names = tuple(roots) if plan.reads is None else (*plan.reads, *roots)

        def compute() -> Derived | None:
            read = tuple(operands(root, frame, own_tree=True)) if found is None else found
            return derive(plan, seen, read, self.before, frame)

        try:
            return self.tracer.derived((id(self.site), seen, self.start, key), compute)
        except TypeError:  # a slice, which cannot be a key
            return compute()

    def _state(self, operand: Operand) -> object:
        """Give what the shape of a result may depend on in an operand."""
        state = state_of(operand, self.plan, self.before)
        if state is not UNKNOWN:
            return state
        plain = plain_value(operand.value)
        if is_foreign(operand.value):
            return type(operand.value)
        return sizes_of(operand.value) if plain is UNKNOWN else (type(plain), plain)


def held(values: Mapping[str, object], scope: Scope) -> dict[int, Known]:
    """Give the arrays that live as long as a call, those in tuples too, by identity."""
    pending = [(name, value) for name, value in values.items()]
    found: dict[int, Known] = {}
    for _ in range(_MOST_HELD):
        if not pending:
            break
        name, value = pending.pop()
        known = scope.get(name)
        if isinstance(known, Known):
            found[id(value)] = known
        elif isinstance(value, tuple):
            fields = getattr(value, "_fields", None)
            texts = [f".{field}" for field in fields] if fields else [f"[{i}]" for i in range(len(value))]
            pending += [(f"{name}{text}", item) for text, item in zip(texts, value, strict=False)]
    return found
