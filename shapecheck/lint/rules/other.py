"""SHP199: any other operation whose shapes are wrong."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP199",
    name="other-shape-error",
    events=(Operation,),
    check=refuted("SHP199"),
    what=Phrase(
        "Finds any other operation whose shapes are wrong for all sizes, such as sections that do not divide "
        "an axis evenly, or different numbers of samples and weights."
    ),
    why=Phrase("NumPy raises an error when the line is reached."),
    bad="""
import numpy as np

X = np.zeros((7, 3))
halves = np.split(X, 2)
""",
    good="""
import numpy as np

X = np.zeros((7, 3))
halves = np.array_split(X, 2)
""",
)
