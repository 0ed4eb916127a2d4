"""Sentences that several rules say."""

from shapecheck.core.array import Array
from shapecheck.language import say

__all__ = ["must_match"]


def must_match(gradient: Array, variable: Array) -> str:
    """Return what is said of a gradient that has another shape than its variable; both have names."""
    return say(
        "gradient: {name} {shape} must have the shape of {variable} {wanted}",
        name=gradient.name,
        shape=gradient.shape,
        variable=variable.name,
        wanted=variable.shape,
    )
