"""SHP302: a function that returns another shape than its docstring states."""

from collections.abc import Mapping

from shapecheck.core.shape import Shape
from shapecheck.infer.told_of_texts import Returned
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import Basis, LintRule, Problem, printed


def _check(event: Returned, memory: Memory) -> Problem:
    names = Basis.names_in(memory.resting)
    stated = printed(event.stated)
    shape = _known(event.value.shape, names)
    told = {"name": event.site.function, "shape": shape, "stated": stated}
    if event.is_attribute:
        message = say("{name} is {shape}, and not {stated}", **told)
    elif event.place is None:
        message = say("{name} returns {shape}, and not {stated}", **told)
    else:
        message = say("{name} returns {shape} as result {number}, and not {stated}", number=event.place, **told)
    return Problem(message, basis=Basis(event.site.source.path, (event.line,), names))


def _known(shape: Shape, names: Mapping[str, str]) -> str:
    """Print a shape with those sizes alone that are numbers or that the docstring names."""
    before, after = (
        [size if isinstance(size, int) or str(size) in names else None for size in sizes]
        for sizes in (shape.before, shape.after)
    )
    return printed([*before, *(["..."] if shape.run is not None else []), *after])


RULE = LintRule(
    code="SHP302",
    name="docstring-states-another-shape",
    events=(Returned,),
    check=_check,
    what=Phrase(
        "Finds a function whose docstring states a shape of its result, and which returns another shape on all "
        "its paths: another number of axes, or another size where the docstring states a number. Also a public "
        "method that assigns an attribute with another shape than the docstring of the class states."
    ),
    why=Phrase("Callers rely on the docstring: an array `(n,)` instead of `(n, 1)` is stretched silently."),
    bad='''
import numpy as np


def row_sums(X):
    """Add up each row.

    Returns
    -------
    ndarray of shape (n_samples, 1)
    """
    return np.asarray(X).reshape(-1, 3).sum(axis=1)
''',
    good='''
import numpy as np


def row_sums(X):
    """Add up each row.

    Returns
    -------
    ndarray of shape (n_samples, 1)
    """
    return np.asarray(X).reshape(-1, 3).sum(axis=1, keepdims=True)
''',
)
