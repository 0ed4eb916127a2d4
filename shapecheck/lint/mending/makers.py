"""The operations that made what does not fit: a change of one is tried on all that was made of its result."""

import ast
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from inspect import BoundArguments
from typing import Any, NamedTuple

from shapecheck.core.array import Array
from shapecheck.core.verdict import Verdict
from shapecheck.infer.lineage import Lineage
from shapecheck.infer.origins import Derivation
from shapecheck.lint.mending.candidates import with_keyword
from shapecheck.ops.kept import judged
from shapecheck.ops.rule import Rule

__all__ = ["Remade", "Replay", "Unfit", "done", "with_axes"]

_MOST = 120  # operations that are done again for one change


class Unfit(Exception):
    """Signal: with a change something on the way does not fit, or is not known."""


class Replay:
    """Does again what was done with a result, where that is another array.

    Parameters
    ----------
    lineage : Lineage
        How arrays were made.
    old, new : Array
        The result, and what it is instead.
    """

    def __init__(self, lineage: Lineage, old: Array, new: Array) -> None:
        self._lineage = lineage
        self._old = old
        self._new = new
        self._done: dict[int, tuple[Array, Any]] = {}

    def of(self, value: Any) -> Any:
        """Return what a value is now.

        Raises
        ------
        Unfit
            Where it cannot be made any more.
        """
        if isinstance(value, (tuple, list)):
            return type(value)(map(self.of, value))
        if not isinstance(value, Array):
            return value
        if self._lineage.same(value, self._old):
            return self._new
        if id(value) not in self._done:
            if len(self._done) > _MOST:
                raise Unfit
            self._done[id(value)] = value, value  # for what is made of itself
            self._done[id(value)] = value, self._made(value)
        return self._done[id(value)][1]

    def _made(self, array: Array) -> Any:
        known = self._lineage.made_by(array)
        if known is None:
            return array
        arguments = tuple(map(self.of, known.arguments))
        keywords = {name: self.of(value) for name, value in known.keywords.items()}
        now, then = (*arguments, *keywords.values()), (*known.arguments, *known.keywords.values())
        if all(new is old for new, old in zip(now, then, strict=True)):
            return array
        return done(known.rule, arguments, keywords)


def done(rule: Rule, arguments: Sequence[Any], keywords: Mapping[str, Any]) -> Any:
    """Return what an operation gives.

    Raises
    ------
    Unfit
        Where it does not fit for all sizes.
    """
    outcome, _, verdict = judged(rule, arguments, keywords)
    if verdict is not Verdict.YES:
        raise Unfit
    return outcome.result


class Remade(NamedTuple):
    """A change of a call, with what it gives instead."""

    call: ast.Call
    result: Array
    keeps: bool  # whether all that is changed is that it keeps its axes


def with_axes(known: Derivation) -> Iterator[Remade]:
    """Yield a reduction that keeps its axes, or goes along another one, or both, with what it gives."""
    call = known.told_at.node
    if not isinstance(call, ast.Call):
        return
    try:
        given = known.rule.given(known.arguments, known.keywords)
    except TypeError:
        return
    kept = bool(given.arguments.get("keepdims"))
    first = known.arguments[0]
    rank = first.shape.rank if isinstance(first, Array) else None
    axis = given.arguments.get("axis")
    others = [other for other in range(min(rank or 0, 2)) if type(axis) is not int or other != axis % (rank or 1)]
    for new in (*(() if kept else (None,)), *others):
        for keeps in (True,) if new is None or kept else (True, False):
            changed: dict[str, Any] = {} if new is None else {"axis": new}
            changed |= {"keepdims": True} if keeps and not kept else {}
            node = call
            for name, value in changed.items():
                node = with_keyword(node, name, ast.Constant(value))
            again = BoundArguments(given.signature, OrderedDict(given.arguments | changed))
            try:
                result = done(known.rule, again.args, again.kwargs)
            except Unfit:
                continue
            if isinstance(result, Array):
                yield Remade(node, result, keeps and new is None)
