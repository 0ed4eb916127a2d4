"""The checks dim(dX) = dim(X) of recorded arrays, found by how they are written."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache

from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim
from shapecheck.core.verdict import Verdict
from shapecheck.runtime.derivatives import Place, place_of
from shapecheck.runtime.measure import Sizes
from shapecheck.runtime.recording.derivation import Known
from shapecheck.runtime.recording.records import Pair

__all__ = ["derivative_place", "one_of", "pair_of", "place_named"]


def one_of(arrays: Mapping[str, Known], sizes: Sizes) -> str:
    """Choose among arrays that are called the same: one of a shape if there is one, else the first."""
    return next((text for text, known in arrays.items() if known.sizes == sizes), next(iter(arrays)))


def pair_of(derivative: str, variable: str, left: Known, right: Known) -> Pair:
    """Give the check of two arrays; equal numbers with different names are equal by coincidence."""
    condition = ""
    if left.sizes == right.sizes:
        for ours, theirs, number in zip(left.symbolic.before, right.symbolic.before, left.sizes, strict=True):
            if isinstance(ours, Dim) and isinstance(theirs, Dim) and compare(ours, theirs) is not Verdict.YES:
                condition = condition or f"{ours} = {theirs} = {number}"
    return Pair(derivative, variable, left.sizes, right.sizes, condition)


@lru_cache(maxsize=4096)
def place_named(text: str) -> Place | None:
    """Give the place of what is assigned, from its text: `("W1",)` for `parameters["W1"]`."""
    try:
        node: ast.expr = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None
    steps: list[str | int] = []
    while not isinstance(node, ast.Name):
        match node:
            case ast.Attribute(value=owner, attr=attribute):
                steps.append(attribute)
            case ast.Subscript(value=owner, slice=ast.Constant(value=str() | int() as key)):
                steps.append(key)
            case _:
                return None
        node = owner
    return place_of(node.id, reversed(steps))


@lru_cache(maxsize=4096)
def derivative_place(place: Place) -> Place:
    """Give the place of the derivative by what is at a place: the last name in it gains a `d`."""
    last = max((i for i, step in enumerate(place) if isinstance(step, str)), default=0)
    return (*place[:last], f"d{place[last]}", *place[last + 1 :])
