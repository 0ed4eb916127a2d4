"""SHP101: a matrix product whose inner sizes differ."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP101",
    name="matmul-sizes",
    events=(Operation,),
    check=refuted("SHP101"),
    what=Phrase(
        "Finds a matrix product whose inner sizes differ: `@`, `dot`, `matmul`, `inner`, `tensordot`, "
        "`multi_dot` and similar functions."
    ),
    why=Phrase(
        "NumPy raises a `ValueError` when the line is reached. Most often a transpose is missing, two operands "
        "are swapped, or the activations of another layer are used."
    ),
    bad="""
import numpy as np

W = np.zeros((5, 4))
A_prev = np.zeros((3, 7))
Z = W @ A_prev
""",
    good="""
import numpy as np

W = np.zeros((5, 3))
A_prev = np.zeros((3, 7))
Z = W @ A_prev
""",
)
