"""SHP109: an einsum whose subscripts do not fit its operands."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP109",
    name="einsum",
    events=(Operation,),
    check=refuted("SHP109"),
    what=Phrase(
        "Finds an `einsum` whose subscripts do not fit its operands: a label stands for two sizes, an operand "
        "has another number of axes than labels, or a label of the output is in no operand."
    ),
    why=Phrase("NumPy raises a `ValueError` when the line is reached, and does not say which operand is wrong."),
    bad="""
import numpy as np

A = np.zeros((3, 4))
B = np.zeros((5, 2))
C = np.einsum("ij,jk->ik", A, B)
""",
    good="""
import numpy as np

A = np.zeros((3, 4))
B = np.zeros((4, 2))
C = np.einsum("ij,jk->ik", A, B)
""",
)
