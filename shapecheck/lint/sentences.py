"""Sentences that several rules say."""

from shapecheck.core.array import Array
from shapecheck.language import say

__all__ = ["fits", "must_match"]


def fits(code: str, shape: object) -> str:
    """Return the help that something fits, with the shape of its result."""
    return say("`{code}` fits, and its shape is {shape}", code=code, shape=shape)


def must_match(gradient: Array, variable: Array) -> str:
    """Return what is said of a gradient that has another shape than its variable; both have names."""
    return say(
        "gradient: {name} {shape} must have the shape of {variable} {wanted}",
        name=gradient.name,
        shape=gradient.shape,
        variable=variable.name,
        wanted=variable.shape,
    )
