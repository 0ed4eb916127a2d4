"""The boundary of a call in full: every array matched with its spec, each `dX` compared with `X`, failures worded.

The generated code of `wrapper` passes what is plainly right. What it cannot tell comes here, and what is found right
here is remembered by its shapes, so that a container or a spec without straight-line code costs a walk, not a match.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral

from shapecheck.core.array import Origin
from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.matching.matcher import Match, match_all
from shapecheck.core.notation.paths import RETURN, Attribute, Key, Path
from shapecheck.core.verdict import Verdict
from shapecheck.diagnostics import Diagnostic
from shapecheck.errors import ShapeError
from shapecheck.runtime.compared import changed, of_self, part_entries
from shapecheck.runtime.complaints import Found, mismatch, missing, returned_none, unpaired, wrong_count
from shapecheck.runtime.contract import Contract, Item, value_at
from shapecheck.runtime.derivatives import Entry, entries, pairs
from shapecheck.runtime.measure import array_of, sizes_of

__all__ = ["Boundary", "Known"]

_MOST_REMEMBERED = 256  # calls of different shapes that are known to be right

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What a call's arguments bind, and the arrays that did. One object for arguments of the same shapes."""

    bindings: Bindings
    arrays: tuple[Found, ...]


class _Missing(Exception):
    """Signal: a spec names what a container does not hold."""

    def __init__(self, name: str, container: object) -> None:
        super().__init__(name)
        self.name = name
        self.container = container


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
        self._fine: set[object] = set()
        self._bindings: dict[object, Known] = {}

    def arguments(self, values: Values) -> ShapeError | None:
        """Give the error of a call's arguments, by the parameters' names; None where they fit or cannot be told."""
        try:
            arrays = self._arrays(self.contract.arguments, values)
        except _Missing as signal:
            return ShapeError(missing(self.contract.function, signal.name, signal.container))
        named = self._given(values)
        key = (tuple(arrays), self._looked_up(values), tuple(named))
        if key in self._fine:
            return None
        return self._remembered(key, self._mismatch(arrays, None, values) or self._unpaired(arrays, named))

    def result(self, values: Values, result: object) -> ShapeError | None:
        """Give the error of a call's result; the arguments are those that it was called with."""
        contract = self.contract
        count = len(contract.returns)
        if result is None and contract.results and not contract.none:
            return ShapeError(returned_none(contract.function, contract.result_text))
        if count > 1 and not (isinstance(result, tuple | list) and len(result) == count):
            return ShapeError(wrong_count(contract.function, self._names, result))
        if contract.returns == (RETURN.root,) and type(result) is tuple and contract.results[0].path == RETURN:
            return ShapeError(wrong_count(contract.function, self._names, result))
        parts = result if count > 1 and isinstance(result, tuple | list) else (result,)
        returned = dict(zip(contract.returns, parts, strict=True)) if count else {}
        # A dict may have lost a key in the call, and hold other arrays: what fitted before is not asked again.
        given = self._arrays(contract.arguments, values, lenient=True)
        try:
            arrays = self._arrays(contract.results, returned)
        except _Missing as signal:
            return ShapeError(missing(contract.function, signal.name, signal.container))
        named = self._given(values)
        by_name = self._by_name(result)
        more = self._entries(by_name)
        key = (tuple(given), tuple(arrays), self._looked_up(values), tuple(named), tuple(more))
        found = [*given, *arrays]
        if key not in self._fine:
            problem = (
                self._mismatch(given, arrays, values)
                or self._unpaired(found, [*named, *more], len(named))
                or self._changed(found, named, by_name)
            )
            error = self._remembered(key, problem)
            if error is not None:
                return error
        return self._of_self(found, values, named, more)

    def known(self, values: Values) -> Known:
        """Give what the arguments bind, for reports and notes; nothing where they do not fit."""
        arrays = tuple(self._arrays(self.contract.arguments, values, lenient=True))
        key = (arrays, self._looked_up(values))
        found = self._bindings.get(key)
        if found is None:
            if len(self._bindings) >= _MOST_REMEMBERED:
                self._bindings.clear()
            found = self._bindings[key] = Known(self._match(arrays, self._bound(values)).bindings, arrays)
        return found

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

    def _mismatch(self, given: Sequence[Found], returned: Sequence[Found] | None, values: Values) -> Diagnostic | None:
        """Give the worded failure of the arguments' specs, or of the results' once there are results."""
        start = self._bound(values)
        first = self._match(given, start)
        if returned is None:
            if first.verdict is not Verdict.NO:
                return None
            return mismatch(self.contract.function, first, given, given, start)
        outcome = self._match(returned, first.bindings)
        if outcome.verdict is not Verdict.NO:
            return None
        return mismatch(self.contract.function, outcome, returned, [*given, *returned], first.bindings)

    def _unpaired(self, found: Sequence[Found], named: Sequence[Entry], old: int = 0) -> Diagnostic | None:
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
        self, found: Sequence[Found], named: Sequence[Entry], returned: Mapping[str, object]
    ) -> Diagnostic | None:
        """Give the worded failure of an update that changed a shape, unless specs state it."""
        stated = {array.name for array in found}
        for update in self.contract.body.updates if self.contract.pairs else ():
            name = f"the returned {update.name}"
            arrays = list(entries(name, returned[name])) if name in returned else []
            for entry, other in changed(update, named, arrays):
                if not {entry.text, other.text} <= stated:
                    return unpaired(self.contract.function, entry, other)
        return None

    def _of_self(
        self, found: Sequence[Found], values: Values, named: Sequence[Entry], returned: Sequence[Entry]
    ) -> ShapeError | None:
        """Give the error of an attribute that the call made, unless specs state both arrays of the pair."""
        if "self" not in values or not self.contract.pairs:
            return None
        stated = {array.name for array in found}
        for derivative, variable in of_self(self.contract.body, values["self"], named, returned):
            if not {derivative.text, variable.text} <= stated:
                return ShapeError(unpaired(self.contract.function, derivative, variable))
        return None

    def _match(self, arrays: Sequence[Found], bindings: Bindings) -> Match:
        return match_all([(array.spec, array_of(array.name, array.sizes, origins=())) for array in arrays], bindings)

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

    def _arrays(self, items: Sequence[Item], values: Values, lenient: bool = False) -> list[Found]:
        """Give the arrays that the items say, without what is no array; with `lenient`, without what is missing."""
        found: list[Found] = []
        labels = dict(zip(self.contract.returns, self._names, strict=False)) if values else {}
        for item in items:
            root = values.get(item.path.root)
            if root is None:
                continue
            label = labels.get(item.path.root, item.path.root) if items is self.contract.results else item.path.root
            try:
                for path, value in _values(item, label, root):
                    sizes = sizes_of(value)
                    if sizes is not None:
                        found.append(Found(str(path), item.spec, sizes))
            except _Missing:
                if not lenient:
                    raise
        return found


def _values(item: Item, label: str, root: object) -> Iterator[tuple[Path, object]]:
    """Give the value at an item's path, or all values of the container there."""
    path = Path(label, item.path.steps)
    try:
        value = value_at(item.path, root)
    except (LookupError, TypeError):
        raise _Missing(str(path), root) from None
    except AttributeError:
        return  # an object that is not complete yet
    if not item.each:
        yield path, value
        return
    if isinstance(value, Mapping):
        steps = [(Key(key) if isinstance(key, str | int) else Attribute(repr(key)), v) for key, v in value.items()]
    elif isinstance(value, tuple | list):
        steps = [(Key(i), v) for i, v in enumerate(value)]
    else:
        return
    for step, each in steps:
        yield Path(label, (*path.steps, step)), each


def _integer(path: Path, values: Values) -> int | None:
    try:
        value = value_at(path, values[path.root])
    except (LookupError, AttributeError, TypeError):
        return None
    return int(value) if isinstance(value, Integral) and not isinstance(value, bool) else None
