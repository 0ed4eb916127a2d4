"""SHP209: a gradient that has another shape than what it is the gradient of, in a function for any sizes."""

from dataclasses import replace

from shapecheck.infer.told_of_sizes import Unlike
from shapecheck.language import Phrase
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.sentences import must_match


def _check(event: Unlike, memory: Memory) -> Problem | None:
    gradient, other = replace(event.gradient, name=event.name), replace(event.other, name=event.other_name)
    return Problem(must_match(gradient, other), (gradient, other), wanted=event.other)


RULE = LintRule(
    code="SHP209",
    name="gradient-shape",
    events=(Unlike,),
    check=_check,
    of_trials=True,
    what=Phrase(
        "Finds a function that computes the gradient of one of its arrays (`db` of `b`, by name) with another "
        "shape than the array has, whatever the sizes of its arguments are."
    ),
    why=Phrase(
        "A gradient has one entry for each entry of its array: dim(dX) = dim(X). Where it is used in an "
        "update, NumPy broadcasts it silently or fails, far from the line that is wrong."
    ),
    bad="""
import numpy as np


def linear_backward(dZ, W, b):
    db = np.sum(dZ, axis=1) / dZ.shape[1]
    return np.dot(W.T, dZ), db


def layer(X, n):
    W, b = np.zeros((n, X.shape[0])), np.zeros((n, 1))
    Z = np.dot(W, X) + b
    return linear_backward(Z, W, b)
""",
    good="""
import numpy as np


def linear_backward(dZ, W, b):
    db = np.sum(dZ, axis=1, keepdims=True) / dZ.shape[1]
    return np.dot(W.T, dZ), db


def layer(X, n):
    W, b = np.zeros((n, X.shape[0])), np.zeros((n, 1))
    Z = np.dot(W, X) + b
    return linear_backward(Z, W, b)
""",
)
