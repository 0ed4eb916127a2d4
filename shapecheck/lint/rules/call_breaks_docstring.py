"""SHP303: a call with arrays that are not what the docstring of the function says of them."""

from shapecheck.infer.events import CalledOtherwise
from shapecheck.language import say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import Basis, LintRule, Problem
from shapecheck.wording import failure


def _check(event: CalledOtherwise, memory: Memory) -> Problem:
    names = Basis.names_in(memory.resting)
    return Problem(
        say("call of {name}: {problem}, against its docstring", name=event.name, problem=failure(event.failed)),
        (event.operand,),
        cause=f"{event.path} {event.name} {event.operand.name}",
        basis=Basis(event.path, (event.line,), names),
    )


RULE = LintRule(
    code="SHP303",
    name="call-breaks-docstring",
    events=(CalledOtherwise,),
    check=_check,
    what="""
Finds a call with arrays that are for certain not what the docstring of the function that is called says of them: with
another number of axes, another size where a number is stated, or with different sizes where it states one name. Nothing
is said of a function that asks what its arguments are, or makes the axes that it wants.
""",
    why="""
Either the call is wrong, which may go unnoticed as the array is stretched, or the docstring is, and whoever goes by it
is misled.
""",
    bad='''
import numpy as np


def center(X, mean):
    """Subtract the mean.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    mean : ndarray of shape (n_features,)
    """
    return X - mean


Z = center(np.ones((5, 3)), np.ones((5, 1)))
''',
    good='''
import numpy as np


def center(X, mean):
    """Subtract the mean.

    Parameters
    ----------
    X : ndarray of shape (n_samples, n_features)
    mean : ndarray of shape (n_features,)
    """
    return X - mean


Z = center(np.ones((5, 3)), np.ones(3))
''',
)
