"""SHP111: a result that does not fit into where it is written."""

from shapecheck.infer.events import Operation
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP111",
    name="in-place",
    events=(Operation,),
    check=refuted("SHP111"),
    what="""
Finds a result that does not fit into where it is written: by an operator in place such as `-=`, by `out=`, or by an
assignment to an index.
""",
    why="""
NumPy raises a `ValueError` when the line is reached: what is written may be stretched, the array itself keeps its
shape.
""",
    bad="""
import numpy as np

b = np.zeros((5, 1))
db = np.zeros(5)
b -= 0.1 * db
""",
    good="""
import numpy as np

b = np.zeros((5, 1))
db = np.zeros((5, 1))
b -= 0.1 * db
""",
)
