"""SHP102: operands that do not broadcast."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP102",
    name="broadcast",
    events=(Operation,),
    check=refuted("SHP102"),
    what=Phrase("Finds operands that do not broadcast: counted from the last axis, two sizes differ and neither is 1."),
    why=Phrase(
        "NumPy raises a `ValueError` when the line is reached. A vector is broadcast along the last axis. A "
        "vector with one number per row needs a new axis at its end, or the reduction before it needs "
        "`keepdims=True`."
    ),
    bad="""
import numpy as np

X = np.zeros((3, 4))
centred = X - X.mean(axis=1)
""",
    good="""
import numpy as np

X = np.zeros((3, 4))
centred = X - X.mean(axis=1, keepdims=True)
""",
)
