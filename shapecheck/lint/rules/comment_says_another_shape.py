"""SHP304: a comment beside an assignment that says another shape than the variable has."""

from shapecheck.infer.told_of_texts import Commented
from shapecheck.language import Phrase, say
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
    what=Phrase(
        "Finds an assignment with a comment that states a shape, `# shape: (n, d)`, `# (n_h, 1)` or `# 3 x 4`, "
        "where the array has another number of axes, another size where the comment has a number, or different "
        "sizes where it has one name twice. A comment is read only if it can be nothing else: if it has the "
        "word, the name of the variable, or numbers, or a variable that holds a number."
    ),
    why=Phrase(
        "The next line is written by what the comment says: a vector `(n_h,)` instead of a column `(n_h, 1)` "
        "is stretched silently."
    ),
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
