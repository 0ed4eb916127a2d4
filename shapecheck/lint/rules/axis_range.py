"""SHP105: an axis that the array does not have."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP105",
    name="axis-out-of-range",
    events=(Operation,),
    check=refuted("SHP105"),
    what=Phrase("Finds an axis that the array does not have, in a call or in its shape: `y.shape[1]` of a vector."),
    why=Phrase(
        "NumPy raises an `AxisError` when the line is reached, Python an `IndexError`. A vector has axis 0 "
        "only: `(n,)` is neither a row nor a column."
    ),
    bad="""
import numpy as np

x = np.zeros(5)
total = np.sum(x, axis=1)
""",
    good="""
import numpy as np

x = np.zeros(5)
total = np.sum(x, axis=0)
""",
)
