"""SHP111: a result that does not fit into where it is written."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP111",
    name="in-place",
    events=(Operation,),
    check=refuted("SHP111"),
    what=Phrase(
        "Finds a result that does not fit into its target: of an in-place operator such as `-=`, of `out=`, or "
        "of an assignment to an index."
    ),
    why=Phrase(
        "NumPy raises a `ValueError` when the line is reached: the written value may be stretched, but the "
        "array itself keeps its shape."
    ),
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
