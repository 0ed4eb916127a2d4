"""SHP106: an index with more entries than the array has axes."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP106",
    name="too-many-indices",
    events=(Operation,),
    check=refuted("SHP106"),
    what=Phrase("Finds an index with more entries than the array has axes."),
    why=Phrase(
        "NumPy raises an `IndexError` when the line is reached. Most often a reduction or an integer index has "
        "removed an axis."
    ),
    bad="""
import numpy as np

x = np.zeros(5)
first = x[0, 0]
""",
    good="""
import numpy as np

x = np.zeros(5)
first = x[0]
""",
)
