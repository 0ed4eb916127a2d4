"""SHP103: arrays that cannot be joined."""

from shapecheck.infer.events import Operation
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP103",
    name="join",
    events=(Operation,),
    check=refuted("SHP103"),
    what="""
Finds arrays that cannot be joined: with `concatenate`, `stack`, `hstack`, `vstack`, `append`, `block` and their like
they differ in rank, or in the size of another axis than the one they are joined along.
""",
    why="""
NumPy raises a `ValueError` when the line is reached. Most often the axis is the wrong one, or a vector is to become a
row or a column first.
""",
    bad="""
import numpy as np

X = np.zeros((7, 3))
ones = np.ones((7, 1))
with_bias = np.concatenate((ones, X), axis=0)
""",
    good="""
import numpy as np

X = np.zeros((7, 3))
ones = np.ones((7, 1))
with_bias = np.concatenate((ones, X), axis=1)
""",
)
