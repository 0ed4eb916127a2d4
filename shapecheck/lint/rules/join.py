"""SHP103: arrays that cannot be joined."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP103",
    name="join",
    events=(Operation,),
    check=refuted("SHP103"),
    what=Phrase(
        "Finds arrays that cannot be joined: with `concatenate`, `stack`, `hstack`, `vstack`, `append`, "
        "`block` and similar functions they differ in rank, or in the size of an axis other than the joined "
        "one."
    ),
    why=Phrase(
        "NumPy raises a `ValueError` when the line is reached. Most often the axis is wrong, or a vector must "
        "become a row or a column first."
    ),
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
