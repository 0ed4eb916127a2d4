"""SHP104: a reshape to another number of elements."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP104",
    name="reshape",
    events=(Operation,),
    check=refuted("SHP104"),
    what=Phrase("Finds a reshape to a shape with another number of elements."),
    why=Phrase(
        "NumPy raises a `ValueError` when the line is reached. A size of -1 is computed from the other sizes, "
        "if they divide the number of elements."
    ),
    bad="""
import numpy as np

image = np.zeros((8, 8, 3))
x = image.reshape(64, 1)
""",
    good="""
import numpy as np

image = np.zeros((8, 8, 3))
x = image.reshape(64 * 3, 1)
""",
)
