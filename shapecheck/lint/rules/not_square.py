"""SHP110: linear algebra on a matrix that is not square."""

from shapecheck.infer.events import Operation
from shapecheck.language import Phrase
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP110",
    name="not-square",
    events=(Operation,),
    check=refuted("SHP110"),
    what=Phrase(
        "Finds an operation of linear algebra on a matrix that is not square: `inv`, `det`, `eig`, `cholesky`, "
        "`solve` and similar functions."
    ),
    why=Phrase(
        "NumPy raises a `LinAlgError` when the line is reached. Use `lstsq` for a system with more equations "
        "than unknowns, and `pinv` for a matrix that is not square."
    ),
    bad="""
import numpy as np

X = np.zeros((7, 3))
inverse = np.linalg.inv(X)
""",
    good="""
import numpy as np

X = np.zeros((7, 3))
inverse = np.linalg.pinv(X)
""",
)
