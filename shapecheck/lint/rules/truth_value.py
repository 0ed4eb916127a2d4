"""SHP114: an array of several elements where true or false is wanted."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP114",
    name="truth-of-array",
    events=(Operation,),
    check=refuted("SHP114"),
    what=Phrase(
        "Finds an array with several elements where one truth value is needed: after `if`, `while`, `not`, "
        "`assert`, in the condition of a comprehension."
    ),
    why=Phrase(
        'NumPy raises a `ValueError`: "The truth value of an array with more than one element is ambiguous". '
        "Either a number was intended, and a product or a reduction before it results in an array; or the "
        "program must say whether all elements count or any."
    ),
    bad="""
import numpy as np

residual = np.zeros((7,))
if residual * residual < 1e-6:
    print("converged")
""",
    good="""
import numpy as np

residual = np.zeros((7,))
if residual @ residual < 1e-6:
    print("converged")
""",
)
