"""SHP107: an index beyond the last element of an axis."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP107",
    name="index-out-of-bounds",
    events=(Operation,),
    check=refuted("SHP107"),
    what=Phrase("Finds an index beyond the last element of an axis, and a mask whose size differs from its axis."),
    why=Phrase(
        "NumPy raises an `IndexError` when the line is reached. Indices start at 0: the last one is the size less 1."
    ),
    bad="""
import numpy as np

X = np.zeros((3, 4))
last = X[:, 4]
""",
    good="""
import numpy as np

X = np.zeros((3, 4))
last = X[:, 3]
""",
)
