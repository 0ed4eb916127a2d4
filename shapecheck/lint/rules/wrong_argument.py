"""SHP113: a call that NumPy refuses whatever the sizes are."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP113",
    name="wrong-argument",
    events=(Operation,),
    check=refuted("SHP113"),
    what=Phrase(
        "Finds a call that NumPy refuses for all sizes: an unknown keyword, too many arguments, a number with "
        "a fraction as a size, a size in the place of the element type."
    ),
    why=Phrase("NumPy raises a `TypeError` or a `ValueError` when the line is reached."),
    bad="""
import numpy as np

W = np.zeros(4, 3)
""",
    good="""
import numpy as np

W = np.zeros((4, 3))
""",
)
