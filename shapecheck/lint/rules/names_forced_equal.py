"""SHP207: two sizes with names of their own that an operation forces to be equal."""

from dataclasses import replace
from functools import partial

from shapecheck.core.array import Axis, Place
from shapecheck.core.claims import Agree, Broadcastable, Claim
from shapecheck.core.dim import Size, symbol_in
from shapecheck.core.judge import decide
from shapecheck.core.verdict import Verdict
from shapecheck.expressions.steps import title_of
from shapecheck.infer.events import Operation
from shapecheck.language import Phrase, say
from shapecheck.lint.memory import Memory
from shapecheck.lint.products import product
from shapecheck.lint.rule import LintRule, Problem
from shapecheck.lint.stretching import problem, worded
from shapecheck.ops.roles import Role, role_of


def _check(event: Operation, memory: Memory) -> Problem | None:
    if event.verdict is not Verdict.UNKNOWN or event.assumed:
        return None
    title = title_of(event.name)
    for claim in event.outcome.claims:
        if _forces(claim):
            told = problem(
                event,
                say(
                    "{operation}: two sizes with different names must be equal: {condition}",
                    operation=title,
                    condition=worded(claim, event),
                ),
            )
            return replace(told, unless=partial(_is_said, claim, memory))
        if role_of(event.rule) is Role.PRODUCTS and _asks(claim):
            from shapecheck.lint.mending.repairs import changed_in_place  # it takes time to load

            if _fits_exchanged(event) or any(changed_in_place(memory, event.site)):
                return problem(
                    event,
                    say(
                        "{operation}: it fits only where {condition}; with one change it always fits",
                        operation=title,
                        condition=worded(claim, event),
                    ),
                )
    return None


def _fits_exchanged(event: Operation) -> bool:
    """Tell whether the two matrices of a product fit for all sizes where they change places."""
    operands = event.operands
    return (
        len(operands) == 2 and all(own.shape.rank == 2 for own in operands) and product(*reversed(operands)) is not None
    )


def _is_said(claim: Claim, memory: Memory) -> bool:
    """Tell whether the program says itself that the two sizes of a claim are equal."""
    return isinstance(claim, (Agree, Broadcastable)) and memory.agree(claim.left.size, claim.right.size)


def _forces(claim: Claim) -> bool:
    match claim:
        case Agree(left, right) | Broadcastable(left, right):
            return _is_named(left.size) and _is_named(right.size) and decide(claim) is Verdict.UNKNOWN
    return False


def _asks(claim: Claim) -> bool:
    """Tell whether a claim asks a size of an argument to be one that the user named, or one that both have to be 1.

    Alone that says nothing: a parameter `n` may well be the number of rows of an argument, and be 1.
    """
    match claim:
        case Agree(left, right) if decide(claim) is Verdict.UNKNOWN:
            own = [symbol_in(size) for size in (left.size, right.size)]
            flexible = [symbol.flexible for symbol in own if symbol is not None]
            return sorted(flexible) == [False, True] or _asks_for_one(left, right) or _asks_for_one(right, left)
    return False


def _asks_for_one(named: Place, one: Place) -> bool:
    """Tell whether a size must be 1 that the other operand has as well, along another axis."""
    return isinstance(one, Axis) and one.size == 1 and named.size in one.operand.shape.before


def _is_named(size: Size) -> bool:
    """Tell whether a size is one that the user named: a parameter, an entry of a list of sizes."""
    own = symbol_in(size)
    return own is not None and not own.flexible


RULE = LintRule(
    code="SHP207",
    name="names-forced-equal",
    events=(Operation,),
    check=_check,
    general=True,
    what=Phrase(
        "Finds an operation that is possible only where two sizes with different names in the program are "
        "equal. Also a matrix product that needs a size of an argument to equal a named size, or a size of "
        "both operands to be 1, as `(n, m) @ (1, m)` does, while another order or a transpose fits for all "
        "sizes. Nothing is reported where the program states that the two are equal: `assert n == m`."
    ),
    why=Phrase(
        "It works as long as the two happen to be equal, as the sizes of a test often are. Most often the "
        "operands are swapped or a transpose is missing."
    ),
    bad="""
import numpy as np


def scores(n, m, k):
    X = np.zeros((m, n))
    W = np.zeros((k, n))
    return X @ W
""",
    good="""
import numpy as np


def scores(n, m, k):
    X = np.zeros((m, n))
    W = np.zeros((k, n))
    return X @ W.T
""",
)
