"""SHP304: a comment beside an assignment that says another shape than the variable has."""

from shapecheck.infer.events import Commented
from shapecheck.language import say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import Basis, LintRule, Problem, printed, worded


def _check(event: Commented, memory: Memory) -> Problem:
    names = Basis.names_in(memory.resting)
    shape = worded(str(event.value.shape), names)
    stated = printed(event.stated)
    return Problem(
        say("{name} is {shape}, and the comment says {stated}", name=event.name, shape=shape, stated=stated),
        unless=event.fits_elsewhere,
    )


RULE = LintRule(
    code="SHP304",
    name="comment-says-another-shape",
    events=(Commented,),
    check=_check,
    what="""
Finds an assignment with a comment beside it that says a shape, `# shape: (n, d)`, `# (n_h, 1)` or `# 3 x 4`, where the
variable is given an array with another number of axes, with another size where a number is said, or with different
sizes where one name is said twice. Only comments are read that can be nothing else: that have the word, or the name of
the variable, or numbers, or in which a variable stands that holds a number.
""",
    why="""
The next line is written by what the comment says: a vector `(n_h,)` in the place of a column `(n_h, 1)` is stretched
without a word.
""",
    bad="""
import numpy as np

n_h = 4
b = np.zeros(n_h)  # (n_h, 1)
""",
    good="""
import numpy as np

n_h = 4
b = np.zeros((n_h, 1))  # (n_h, 1)
""",
)
