"""Sizes that depend on data: the same call gives the same ones, two calls never share one."""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.dim import Dim, Size, substitute, symbol
from shapecheck.core.terms import Symbol
from shapecheck.ops.rule import Outcome
from shapecheck.ops.values import Value

__all__ = ["FreshSizes"]


class FreshSizes:
    """Numbers the fresh symbols of the outcomes of several calls."""

    def __init__(self) -> None:
        self._first: dict[Hashable, int] = {}
        self._count = 0

    def rename(self, call: Hashable, outcome: Outcome) -> Outcome:
        """Give the outcome with fresh symbols that are this call's own; `call` says which it is."""
        if not outcome.fresh:
            return outcome
        if call not in self._first:
            self._first[call] = self._count
            self._count += len(outcome.fresh)
        names: dict[Symbol | Dim, Size] = {
            old: symbol(old.name, number, flexible=old.flexible, may_be_zero=old.may_be_zero)
            for number, old in enumerate(outcome.fresh, self._first[call])
        }
        return replace(outcome, result=_renamed(outcome.result, names))


def _renamed(value: Value, names: Mapping[Symbol | Dim, Size]) -> Any:
    if isinstance(value, Array):
        return replace(value, shape=value.shape.substitute(names))
    if isinstance(value, Dim):
        return substitute(value, names)
    if isinstance(value, (list, tuple)):
        return type(value)(_renamed(item, names) for item in value)
    return value
