"""Which rule a failed operation belongs to: by the claim that fails, and by the operation's family."""

from collections.abc import Callable

from shapecheck.core.array import Array, Axis, Place
from shapecheck.core.claims import (
    Agree,
    Broadcastable,
    Chooses,
    Claim,
    InRange,
    IsOne,
    RankIs,
    SameRank,
    StretchesTo,
    Valid,
)
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Operation
from shapecheck.infer.written import named_operands
from shapecheck.language import say
from shapecheck.lint.memory import Memory
from shapecheck.lint.rule import Problem
from shapecheck.ops.arguments import (
    out_array,
)
from shapecheck.ops.choices import RESULT
from shapecheck.ops.gufunc import CORE_OF_RESULT
from shapecheck.ops.rule import Refuted, Undetermined
from shapecheck.ops.table import FAMILIES, RULES
from shapecheck.wording import failure

__all__ = ["code_of", "failed", "refuted"]

_FAMILY = {id(rule): family for family, rules in FAMILIES.items() for rule in rules}
_WRITES = id(RULES["ndarray.__setitem__"])
_READS = id(RULES["ndarray.__getitem__"])
_TRUTH = id(RULES["ndarray.__bool__"])
_IN_PLACE = id(RULES["operator.iadd"])  # one rule for all of them, element by element
_MATMUL_IN_PLACE = id(RULES["operator.imatmul"])
# What a family's failed claims are, where the claim itself does not say more.
_OF_FAMILY = {"products": "SHP101", "joining": "SHP103", "reshaping": "SHP104", "einsum": "SHP109"}
_OTHER = "SHP199"


def code_of(event: Operation) -> str:
    """Give the code of the rule that tells of a failed operation."""
    claim, rule = event.failed, event.rule
    if id(rule) == _TRUTH:
        return "SHP114"
    family = _FAMILY.get(id(rule))
    index = id(rule) in {_WRITES, _READS}
    match claim:
        case None:
            return _OTHER
        case Valid():
            return "SHP109" if family == "einsum" else "SHP113"
        case InRange(chooses=Chooses.AXIS):
            return "SHP105"
        case InRange(chooses=Chooses.INDEX):
            return "SHP107"
        case Agree(Axis(_), Axis(of)) if index and of is _target(event):
            return "SHP107"  # a mask of another size
        case RankIs(of) if index and _is_one_array(of, _target(event)):
            return "SHP106"
    if id(rule) in {_WRITES, _IN_PLACE} or _into_output(event, claim):
        return "SHP111"
    match claim:
        case Broadcastable() if family != "einsum":
            return "SHP102"
        case StretchesTo() if family != "einsum":
            return "SHP102"
        case RankIs() if family == "linalg":
            return "SHP110"
        case Agree(Axis(left), Axis(right)) if family == "linalg" and _is_one_array(left, right):
            return "SHP110"
        case _ if family == "reshaping" and "reshape" not in event.name:
            return _OTHER
    return _OF_FAMILY.get(family or "", _OTHER)


def _target(event: Operation) -> Array | None:
    """Give the array that is indexed, or that an operation in place changes."""
    first = event.arguments[0] if event.arguments else None
    return first if isinstance(first, Array) else None


def _is_one_array(left: Array, right: Array | None) -> bool:
    return right is not None and (left is right or (left.shape == right.shape and left.name == right.name))


def _into_output(event: Operation, claim: Claim) -> bool:
    """Tell whether it is the output that does not fit: of an operation in place, or `out=`."""
    names = _claimed(claim)
    if id(event.rule) == _MATMUL_IN_PLACE:
        return bool(names & {RESULT, CORE_OF_RESULT})
    try:
        out = out_array(event.keywords.get("out"))
    except (Refuted, Undetermined):
        return False
    return out is not None and bool(names & {RESULT, out.name}) and not isinstance(claim, Broadcastable)


def _claimed(claim: Claim) -> set[str]:
    """Give the names of what a claim is about."""

    def of(place: Place) -> str:
        return place.operand.name if isinstance(place, Axis) else place.what

    match claim:
        case Agree(left, right) | StretchesTo(left, right):
            return {of(left), of(right)}
        case IsOne(value):
            return {of(value)}
        case RankIs(operand):
            return {operand.name}
        case SameRank(left, right):
            return {left.name, right.name}
    return set()


def failed(event: Operation) -> Problem:
    """Word a failed operation."""
    claim = event.failed
    assert claim is not None
    operands = named_operands(event)
    return Problem(
        say("{operation}: {problem}", operation=title_of(event.name), problem=failure(claim)),
        tuple(operand for operand, _ in operands),
        tuple((node, operand) for operand, node in operands if node is not None),
        # An array with too few axes is one mistake, however often it is indexed.
        cause=f"{claim.operand.name} {claim.operand.shape} in {event.site.function}"
        if isinstance(claim, RankIs) and claim.operand.name
        else "",
    )


def refuted(code: str) -> Callable[[Operation, Memory], Problem | None]:
    """Give the check of the rule that tells of those failed operations which belong to the code."""

    def check(event: Operation, memory: Memory) -> Problem | None:  # noqa: ARG001  (all checks have it)
        return failed(event) if event.failed is not None and code_of(event) == code else None

    return check
