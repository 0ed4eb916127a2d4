"""SHP213: the index of the least or greatest element of a single number, which is always 0."""

from shapecheck.core.array import Array
from shapecheck.display import shortened
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Operation
from shapecheck.infer.lineage import Lineage
from shapecheck.infer.origins import Derivation
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import problem
from shapecheck.ops.roles import Role, gives_index, role_of


def _check(event: Operation, memory: Memory) -> Problem | None:
    if len(event.operands) != 1 or event.origins is None:
        return None
    (operand,) = event.operands
    if operand.shape.rank is None or any(size != 1 for size in operand.shape.before):
        return None
    lineage = Lineage(event.origins)
    made = map(lineage.made_by, lineage.elementwise(operand, numbers=True))
    known = next((one for one in made if one is not None and _is_made_one(one)), None)
    if known is None:
        return None
    text = shortened(known.site.text)
    return problem(
        event,
        say("{operation}: {code} is a single number: the index is always 0", operation=title_of(event.name), code=text),
    )


def _is_made_one(known: Derivation) -> bool:
    """Tell whether an operation makes a single number of all elements, whatever the sizes of its array are."""
    source = known.arguments[0] if known.arguments else None
    if source is None:
        return False
    if isinstance(source, Array) and source.shape.rank is not None and set(source.shape.before) <= {1}:
        return False
    role = role_of(known.rule)
    if role is Role.REDUCES:
        bound = known.rule.given(known.arguments, known.keywords).arguments
        return bound.get("axis") is None and "where" not in bound
    return role is Role.PRODUCTS and known.result.shape.rank == 0


RULE = LintRule(
    code="SHP213",
    name="index-of-number",
    events=(Operation,),
    check=_check,
    concerns=gives_index,
    what=Phrase(
        "Finds `argmin` or `argmax` of a single number: of a norm, a sum or a mean over all elements, or of an "
        "inner product."
    ),
    why=Phrase(
        "The index is always 0: the first point is always the nearest. Mostly the distance of each point was "
        "intended, along an axis."
    ),
    bad="""
import numpy as np

centres = np.zeros((4, 2))
x = np.zeros(2)
nearest = np.argmin(np.linalg.norm(centres - x))
""",
    good="""
import numpy as np

centres = np.zeros((4, 2))
x = np.zeros(2)
nearest = np.argmin(np.linalg.norm(centres - x, axis=1))
""",
)
