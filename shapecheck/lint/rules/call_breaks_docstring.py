"""SHP303: a call with arrays that are not what the docstring of the function says of them."""

from shapecheck.infer.told_of_texts import CalledOtherwise
from shapecheck.language import Phrase, say
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
    what=Phrase(
        "Finds a call with arrays that certainly contradict the docstring of the function: another number of "
        "axes, another size where the docstring states a number, or different sizes where it states one name. "
        "Nothing is reported of a function that checks its arguments, or adds the axes that it needs."
    ),
    why=Phrase(
        "Either the call is wrong, which may go unnoticed because the array is stretched, or the docstring is "
        "wrong and misleads its readers."
    ),
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
