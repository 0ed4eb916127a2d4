"""The boundary of a call in full: every array matched with its spec, each `dX` compared with `X`, failures worded.

The generated code of `wrapper` passes what is plainly right. What it cannot tell comes here, and what is found right
here is remembered by its shapes, so that a container or a spec without straight-line code costs a walk, not a match.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from dataclasses import dataclass
from numbers import Integral
from typing import assert_never

from shapecheck.core.array import Origin
from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.matching.matcher import Match
from shapecheck.core.matching.parts import Counted, Families, Holder, Item, Named, Number, Part, named
from shapecheck.core.notation.forms import ListForm
from shapecheck.core.notation.paths import RETURN, Attribute, Key, Path
from shapecheck.core.verdict import Verdict
from shapecheck.diagnostics import Diagnostic
from shapecheck.errors import ShapeError
from shapecheck.language import Phrase
from shapecheck.runtime.compared import changed, of_self, part_entries
from shapecheck.runtime.complaints import (
    Fact,
    Found,
    FoundNumber,
    matched,
    mismatch,
    missing,
    returned_none,
    unpaired,
    wrong_count,
    wrong_kind,
)
from shapecheck.runtime.contract import Contract, returned_name, value_at
from shapecheck.runtime.derivatives import Entry, entries, pairs
from shapecheck.runtime.measure import sizes_of

__all__ = ["Boundary", "Known"]

_MOST_REMEMBERED = 256  # calls of different shapes that are known to be right

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What a call's arguments bind, and the arrays that did. One object for arguments of the same shapes."""

    bindings: Bindings
    arrays: tuple[Found, ...]


class _Misfit(Exception):
    """Signal: a container is not built as the spec says."""

    def __init__(self, problem: Diagnostic) -> None:
        super().__init__(problem)
        self.problem = problem


class Boundary:
    """Checks the calls of one function.

    Parameters
    ----------
    contract : Contract
        What its arrays must be.
    """

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._names = contract.result_names
        self._lookups = contract.lookups
        labels = dict(zip(contract.returns, self._names, strict=False))
        self._arguments = tuple(each for part in contract.arguments for each in named([part], part.path.root))
        self._results = tuple(
            each for part in contract.results for each in named([part], labels.get(part.path.root, part.path.root))
        )
        self._fine: set[object] = set()
        self._bindings: dict[object, Known] = {}

    def arguments(self, values: Values) -> ShapeError | None:
        """Give the error of a call's arguments, by the parameters' names; None where they fit or cannot be told."""
        try:
            facts = self._facts(self._arguments, values)
        except _Misfit as signal:
            return ShapeError(signal.problem)
        named = self._given(values)
        key = (_key(facts), self._looked_up(values), tuple(named))
        if key in self._fine:
            return None
        return self._remembered(key, self._mismatch(facts, None, values) or self._unpaired(facts, named))

    def result(self, values: Values, result: object) -> ShapeError | None:
        """Give the error of a call's result; the arguments are those that it was called with."""
        contract = self.contract
        count = len(contract.returns)
        if result is None and contract.results and not contract.none:
            return ShapeError(returned_none(contract.function, contract.result_text))
        if count > 1 and not (isinstance(result, tuple | list) and len(result) == count):
            return ShapeError(wrong_count(contract.function, self._names, result))
        first = contract.results[0] if contract.results else None
        if (
            isinstance(first, Item)
            and first.path == RETURN
            and contract.returns == (RETURN.root,)
            and type(result) is tuple
        ):
            return ShapeError(wrong_count(contract.function, self._names, result))
        parts = result if count > 1 and isinstance(result, tuple | list) else (result,)
        returned = dict(zip(contract.returns, parts, strict=True)) if count else {}
        # A dict may have lost a key in the call, and hold other arrays: what fitted before is not asked again.
        given = self._facts(self._arguments, values, lenient=True)
        try:
            facts = self._facts(self._results, returned)
        except _Misfit as signal:
            return ShapeError(signal.problem)
        named = self._given(values)
        by_name = self._by_name(result)
        more = self._entries(by_name)
        key = (_key(given), _key(facts), self._looked_up(values), tuple(named), tuple(more))
        found = [*given, *facts]
        if key not in self._fine:
            problem = (
                self._mismatch(given, facts, values)
                or self._unpaired(found, [*named, *more], len(named))
                or self._changed(found, named, by_name)
            )
            error = self._remembered(key, problem)
            if error is not None:
                return error
        return self._of_self(found, values, named, more)

    def known(self, values: Values) -> Known:
        """Give what the arguments bind, for reports and notes; nothing where they do not fit."""
        facts = self._facts(self._arguments, values, lenient=True)
        key = (_key(facts), self._looked_up(values))
        found = self._bindings.get(key)
        if found is None:
            if len(self._bindings) >= _MOST_REMEMBERED:
                self._bindings.clear()
            arrays = tuple(fact for fact in facts if isinstance(fact, Found))
            bindings = matched(facts, self._bound(values), self.contract.needs).bindings
            found = self._bindings[key] = Known(bindings, arrays)
        return found

    def match(self, values: Values) -> Match:
        """Match the arguments that there are with the specs; what a container lacks is not asked for."""
        return matched(self._facts(self._arguments, values, lenient=True), self._bound(values), self.contract.needs)

    def _by_name(self, result: object) -> dict[str, object]:
        """Give the returned values by what they are called."""
        if len(self._names) == 1:
            return {self._names[0]: result}
        if isinstance(result, tuple | list) and len(result) == len(self._names):
            return dict(zip(self._names, result, strict=True))
        return {}

    def _remembered(self, key: object, problem: Diagnostic | None) -> ShapeError | None:
        if problem is not None:
            return ShapeError(problem)
        if len(self._fine) >= _MOST_REMEMBERED:
            self._fine.clear()
        self._fine.add(key)
        return None

    def _mismatch(self, given: Sequence[Fact], returned: Sequence[Fact] | None, values: Values) -> Diagnostic | None:
        """Give the worded failure of the arguments' specs, or of the results' once there are results."""
        function, needs = self.contract.function, self.contract.needs
        start = self._bound(values)
        first = matched(given, start, needs)
        if returned is None:
            if first.verdict is not Verdict.NO:
                return None
            return mismatch(function, first, given, given, start, needs=needs)
        outcome = matched(returned, first.bindings, needs)
        if outcome.verdict is not Verdict.NO:
            return None
        return mismatch(function, outcome, returned, [*given, *returned], first.bindings, needs=needs)

    def _unpaired(self, found: Sequence[Fact], named: Sequence[Entry], old: int = 0) -> Diagnostic | None:
        """Give the worded failure of a pair that specs do not state; pairs among the first `old` entries are done."""
        stated = {array.name for array in found}
        done = {id(entry) for entry in named[:old]}
        for derivative, variable in pairs(named):
            if derivative.sizes == variable.sizes or (derivative.text in stated and variable.text in stated):
                continue
            if not (id(derivative) in done and id(variable) in done):
                return unpaired(self.contract.function, derivative, variable)
        return None

    def _changed(
        self, found: Sequence[Fact], named: Sequence[Entry], returned: Mapping[str, object]
    ) -> Diagnostic | None:
        """Give the worded failure of an update that changed a shape, unless specs state it."""
        stated = {array.name for array in found}
        for update in self.contract.body.updates if self.contract.pairs else ():
            name = returned_name(update.name)
            arrays = list(entries(name, returned[name])) if name in returned else []
            for entry, other in changed(update, named, arrays):
                if not {entry.text, other.text} <= stated:
                    return unpaired(self.contract.function, entry, other)
        return None

    def _of_self(
        self, found: Sequence[Fact], values: Values, named: Sequence[Entry], returned: Sequence[Entry]
    ) -> ShapeError | None:
        """Give the error of an attribute that the call made, unless specs state both arrays of the pair."""
        if "self" not in values or not self.contract.pairs:
            return None
        stated = {array.name for array in found}
        for derivative, variable in of_self(self.contract.body, values["self"], named, returned):
            if not {derivative.text, variable.text} <= stated:
                return ShapeError(unpaired(self.contract.function, derivative, variable))
        return None

    def _given(self, values: Values) -> list[Entry]:
        """Give the arrays among the arguments, and the parts of arguments that the body names."""
        found = self._entries(values)
        return [*found, *part_entries(self.contract.body, values)] if self.contract.pairs else found

    def _entries(self, values: Values) -> list[Entry]:
        if not self.contract.pairs:
            return []
        return [entry for name, value in values.items() if name != "self" for entry in entries(name, value)]

    def _bound(self, values: Values) -> Bindings:
        """Give the bindings of the values that specs look up."""
        bindings = Bindings()
        for (name, path), value in zip(self._lookups, self._looked_up(values), strict=True):
            if value is not None and value >= 0:
                bindings = bindings.bind(name, value, Origin(str(path)))
        return bindings

    def _looked_up(self, values: Values) -> tuple[int | None, ...]:
        return tuple([_integer(path, values) for _, path in self._lookups]) if self._lookups else ()

    def _facts(self, parts: Named, values: Values, lenient: bool = False) -> list[Fact]:
        """Give the arrays and numbers that the parts say; with `lenient`, those that are there."""
        found: list[Fact] = []
        for part, name in parts:
            root = values.get(part.path.root)
            if root is None:
                continue
            try:
                self._read(part, name, root, found)
            except _Misfit:
                if not lenient:
                    raise
        return found

    def _read(self, part: Part | Counted, name: str, root: object, found: list[Fact]) -> None:
        """Add what one part says of the value that its path is in."""
        if isinstance(part, Counted):
            found.append(FoundNumber(name, part.size, part.value))
            return
        try:
            value = value_at(part.path, root)
        except (LookupError, TypeError):
            raise _Misfit(missing(self.contract.function, name, root)) from None
        except AttributeError:
            return  # an object that is not complete yet
        if value is None:
            return
        match part:
            case Item(each=True):
                _read_each(part, name, value, found)
            case Item(_, spec):
                sizes = sizes_of(value)
                if sizes is not None:
                    found.append(Found(name, spec, sizes))
            case Number(_, size):
                if not isinstance(value, Integral) or isinstance(value, bool):
                    raise _Misfit(wrong_kind(self.contract.function, name, Phrase("an integer"), type(value).__name__))
                found.append(FoundNumber(name, size, int(value)))
            case Holder(_, count):
                length = self._length(value, name, Phrase("a tuple or a list of {count} values", count=count))
                if length != count:
                    raise _Misfit(
                        wrong_kind(self.contract.function, name, Phrase("{count} values", count=count), length)
                    )
            case Families(form=ListForm()):
                for inner, own in part.of_length(self._length(value, name, Phrase("a list")), name):
                    self._read(inner, own, root, found)
            case Families():
                if not isinstance(value, Mapping):
                    raise _Misfit(wrong_kind(self.contract.function, name, Phrase("a dict"), type(value).__name__))
                for inner, own in part.of_keys(tuple(value), name):
                    self._read(inner, own, root, found)
            case _:
                assert_never(part)

    def _length(self, value: object, name: str, wanted: str) -> int:
        """Give how many values something holds that can stand for a tuple or a list."""
        if isinstance(value, Sized) and hasattr(value, "__getitem__") and not isinstance(value, Mapping | str | bytes):
            return len(value)
        raise _Misfit(wrong_kind(self.contract.function, name, wanted, type(value).__name__))


def _read_each(item: Item, name: str, container: object, found: list[Fact]) -> None:
    """Add all values of a container, each with the spec that an annotation gives all of them."""
    if isinstance(container, Mapping):
        steps = [(Key(key) if isinstance(key, str | int) else Attribute(repr(key)), v) for key, v in container.items()]
    elif isinstance(container, tuple | list):
        steps = [(Key(i), v) for i, v in enumerate(container)]
    else:
        return
    for step, value in steps:
        sizes = sizes_of(value)
        if sizes is not None:
            found.append(Found(f"{name}{step}", item.spec, sizes))


def _key(facts: Sequence[Fact]) -> tuple[object, ...]:
    """Give what tells the facts of two calls apart: what something must be is known by its name."""
    return tuple([(fact.name, fact.sizes if isinstance(fact, Found) else fact.value) for fact in facts])


def _integer(path: Path, values: Values) -> int | None:
    try:
        value = value_at(path, values[path.root])
    except (LookupError, AttributeError, TypeError):
        return None
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else None
