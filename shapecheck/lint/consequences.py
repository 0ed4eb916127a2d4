"""What is made of a result that a finding is about: one cause gives one finding."""

import ast
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from typing import Any, NamedTuple

from shapecheck.core.array import Array
from shapecheck.core.judge import first_failed
from shapecheck.infer.events import Operation, Told
from shapecheck.infer.lineage import Lineage
from shapecheck.infer.origins import Derivation
from shapecheck.infer.site import Site
from shapecheck.lint.memory import Memory, is_within, spot_of
from shapecheck.ops.roles import role_of
from shapecheck.ops.rule import apply

__all__ = ["Consequences"]


class _Said(NamedTuple):
    """What was said of an operation: where, what has the shape that its result should have, and the finding."""

    site: Site
    kept: Array | None
    finding: object


class Consequences:
    """Keeps which operations something was said of, and tells what comes of their results.

    Parameters
    ----------
    memory : Memory
        What was seen.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._said: dict[tuple[int, int], _Said] = {}
        self._pairs: list[Operation] = []  # of two operands, that something was said of
        # Their numbers, by their kind and what one of the operands is known by: there may be thousands.
        self._places: dict[tuple[str, object], set[int]] = {}

    def note(self, event: Told, kept: Array | None, finding: object) -> None:
        """Remember that something is said of an operation.

        Parameters
        ----------
        event : Told
            The operation, or what was given its result.
        kept : Array or None
            What has the shape that its result should have.
        finding : object
            What tells the finding from others.
        """
        operation = self._operation(event)
        if operation is not None:
            key = _run_at(operation.site)
            before = self._said.get(key)
            kept = kept or (before.kept if before is not None else None)
            self._said[key] = _Said(operation.site, kept, finding if before is None else before.finding)
            if isinstance(event, Operation) and self._memory.origins is not None and len(event.operands) == 2:
                lineage = Lineage(self._memory.origins)
                for mark in {mark for operand in event.operands for mark in lineage.marks(operand)}:
                    self._places.setdefault((_kind(event), mark), set()).add(len(self._pairs))
                self._pairs.append(event)

    def behind(self, event: Told) -> object | None:
        """Return the finding on a result that what an event is about was made of; None where there is none."""
        if not self._said or self._memory.origins is None:
            return None
        operation = self._operation(event)
        operands = _values(event) if operation is None else operation.operands
        whole = event.site if isinstance(event, Operation) and event.failed is not None else None
        for own in operands:
            said = self._behind(own, whole)
            if said is not None:
                return said.finding
        return self._repeated(event) if isinstance(event, Operation) else None

    def comes_of_it(self, array: Array) -> bool:
        """Tell whether an array was made of a result that something was said of."""
        return self._behind(array, None) is not None

    def _behind(self, array: Array, besides: Site | None) -> "_Said | None":
        """Return what was said of a result that an array was made of.

        What fails `besides` a part of it in the same place says more than the part.
        """
        if not self._said or self._memory.origins is None:
            return None
        lineage = Lineage(self._memory.origins)
        causes = map(lineage.made_by, lineage.ancestors(array))
        found = (self._said_of(cause) for cause in causes if not _is_within(cause, besides))
        return next((said for said in found if said is not None), None)

    def _repeated(self, event: Operation) -> object | None:
        """Return the finding on the same two arrays elsewhere: what is wrong with them is one thing.

        Two arrays are the same here as well where they have one shape and come from the same arrays.
        """
        operands = event.operands
        if len(operands) != 2 or not self._pairs or self._memory.origins is None:
            return None
        lineage, kind = Lineage(self._memory.origins), _kind(event)
        left, right = (
            set().union(*(self._places.get((kind, mark), set()) for mark in lineage.marks(operand)))
            for operand in operands
        )
        for said in (self._pairs[place] for place in sorted(left & right)):
            if said.site.node is event.site.node:
                continue
            if any(all(map(lineage.are_of_the_same, said.operands, pair)) for pair in permutations(operands)):
                before = self._said[_run_at(said.site)].finding
                self._said.setdefault(_run_at(event.site), _Said(event.site, None, before))
                return before
        return None

    def without(self, event: Operation) -> Operation | None:
        """Give a failed operation as it would be if variables had kept their shapes; None where it would not fail."""
        if self._memory.origins is None:
            return None
        lineage = Lineage(self._memory.origins)

        def restored(value: Any) -> Any:
            known = lineage.made_by(value) if isinstance(value, Array) else None
            said = self._said_of(known)
            if known is None or said is None or said.kept is None:
                return value
            before = known.arguments[0]
            if not isinstance(before, Array):
                return value
            return replace(value, shape=restored(before).shape)  # as it was in this turn of a loop

        arguments = tuple(map(restored, event.arguments))
        if all(new is old for new, old in zip(arguments, event.arguments, strict=True)):
            return None
        outcome = apply(event.rule, arguments, event.keywords)
        failed = first_failed(outcome.claims)
        return None if failed is None else replace(event, arguments=arguments, outcome=outcome, failed=failed)

    def _operation(self, event: Told) -> Operation | None:
        """Give the operation that an event is about: its own, or what a variable was given."""
        if isinstance(event, Operation):
            return event
        node: ast.AST = event.site.node
        return self._memory.operation(event.site, getattr(node, "value", node))

    def _said_of(self, known: Derivation | None) -> "_Said | None":
        return None if known is None else self._said.get(_run_at(known.told_at))


def _values(event: Told) -> Iterator[Array]:
    """Give the arrays that an event is about."""
    for name in ("of", "operand", "before"):
        value = getattr(event, name, None)
        if isinstance(value, Array):
            yield value


def _is_within(cause: Derivation | None, site: Site | None) -> bool:
    """Tell whether a result was made by a part of what stands at a site."""
    if site is None or cause is None:
        return False
    if cause.told_at.source is not site.source or cause.told_at.caller is not site.caller:
        return False
    inner, outer = spot_of(cause.told_at.node), spot_of(site.node)
    return inner != outer and is_within(inner, outer)


def _kind(event: Operation) -> str:
    """Give what may be said of an operation: which claim fails, or that it is one element by element."""
    if event.failed is not None:
        return f"{event.rule.form} {type(event.failed).__name__}"
    return role_of(event.rule).name


def _run_at(site: Site) -> tuple[int, int]:
    """Give what the turns of a loop have in common at a place, and other calls of the function have not."""
    return id(site.node), id(site.caller)
