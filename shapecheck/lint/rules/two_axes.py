"""SHP216: what is centred along one axis and divided by a statistic along another one."""

from collections.abc import Iterator

from shapecheck.core.array import Array
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Operation
from shapecheck.infer.lineage import Lineage, axis_reduced
from shapecheck.infer.origins import Derivation
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import concerned, problem
from shapecheck.ops.measures import Measure, measure_of
from shapecheck.ops.roles import Algebra, algebra_of


def _check(event: Operation, memory: Memory) -> Problem | None:
    if algebra_of(event.name, event.arguments) is not Algebra.DIVIDES or event.origins is None:
        return None
    top, bottom = event.arguments[:2]
    if not isinstance(top, Array) or not isinstance(bottom, Array):
        return None
    lineage = Lineage(event.origins)
    for source, centre, axis in _centred(lineage, top):
        scales = list(_statistics(lineage, bottom, source))
        others = {other for _, other in scales}
        if len(others) == 1 and axis not in others and measure_of(centre.rule) is Measure.MIDDLE:
            scale, other = scales[0]
            if measure_of(scale.rule) is Measure.SPREAD:
                message = say(
                    "{operation}: {centre} is along axis {axis} of an array with shape {shape}, and {scale} along its"
                    " axis {other}",
                    operation=title_of(event.name),
                    centre=centre.site.text,
                    axis=axis,
                    shape=source.shape,
                    scale=scale.site.text,
                    other=other,
                )
                return problem(event, message)
    return None


def _centred(lineage: Lineage, array: Array) -> Iterator[tuple[Array, Derivation, int]]:
    """Give the arrays of which statistics of their own are subtracted, each with the statistic and its axis."""
    for part in lineage.elementwise(array):
        known = lineage.made_by(part)
        if known is None or algebra_of(known.name, known.arguments) is not Algebra.SUBTRACTS:
            continue
        source, centre = known.arguments[:2]
        if isinstance(source, Array) and isinstance(centre, Array) and source.shape == array.shape:
            found = list(_statistics(lineage, centre, source))
            if len({axis for _, axis in found}) == 1:
                yield source, *found[0]


def _statistics(lineage: Lineage, array: Array, source: Array) -> Iterator[tuple[Derivation, int]]:
    """Give the reductions of a source along one axis that an array is made of, each with the axis."""
    for known in lineage.reductions(array):
        axis, of = axis_reduced(known), known.arguments[0] if known.arguments else None
        if axis is not None and source.shape.rank and isinstance(of, Array) and lineage.same(of, source):
            yield known, axis % source.shape.rank


RULE = LintRule(
    code="SHP216",
    name="statistics-of-two-axes",
    events=(Operation,),
    check=_check,
    concerns=concerned,
    general=True,
    what=Phrase(
        "Finds an array whose mean or median along one axis is subtracted, and which is divided by its "
        "standard deviation or variance along another axis: `(x - x.mean(axis=0)) / x.std(axis=1, "
        "keepdims=True)`. Nothing is reported where the second statistic is computed from the result of the "
        "first, or where one side has statistics along both axes."
    ),
    why=Phrase(
        "Columns are centred and rows are scaled. The shapes fit where the axes are kept, or where the array "
        "is square, and the result is standardised along neither axis."
    ),
    bad="""
import numpy as np

x = np.ones((7, 5))
z = (x - x.mean(axis=0)) / x.std(axis=1, keepdims=True)
""",
    good="""
import numpy as np

x = np.ones((7, 5))
z = (x - x.mean(axis=0)) / x.std(axis=0)
""",
)
