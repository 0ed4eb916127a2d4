"""SHP110: linear algebra on a matrix that is not square."""

from shapecheck.infer.events import Operation
from shapecheck.lint.classify import refuted
from shapecheck.lint.rule import LintRule

RULE = LintRule(
    code="SHP110",
    name="not-square",
    events=(Operation,),
    check=refuted("SHP110"),
    what="""
Finds an operation of linear algebra on what is not a square matrix: `inv`, `det`, `eig`, `cholesky`, `solve` and
their like.
""",
    why="""
NumPy raises a `LinAlgError` when the line is reached. A system with more equations than unknowns has `lstsq`, a matrix
that is not square has `pinv`.
""",
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
