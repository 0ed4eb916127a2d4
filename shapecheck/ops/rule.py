"""The form of a rule, and how it is applied.

A rule is a function with NumPy's own signature that takes values (`values.Value`) and gives an `Outcome`: the result
and the claims that must hold for it. It words nothing. Inside this floor it may stop early with one of two signals,
`Refuted` and `Undetermined`; `apply` turns both into an outcome, so that nothing is raised to the caller.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import signature
from typing import Any

from shapecheck.core.array import Array
from shapecheck.core.claims import Claim, Valid
from shapecheck.core.judge import decide
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.ops.values import Value

__all__ = ["Claims", "Outcome", "Refuted", "Rule", "Undetermined", "apply", "result", "rule"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule says of one call.

    Parameters
    ----------
    result : Value
        What the call gives: an array, a tuple of arrays, a size. Meaningless where a claim fails.
    claims : tuple of Claim
        What must hold for the call to be possible.
    fresh : tuple of Symbol
        The symbols in the result that stand for sizes which depend on data. They have the same names in every
        outcome: a caller that keeps results of several calls renames them.
    """

    result: Value
    claims: tuple[Claim, ...] = ()
    fresh: tuple[Symbol, ...] = ()


class Refuted(Exception):
    """Signal of a rule to `apply`: a claim fails for every value of the symbols."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(claim)
        self.claim = claim


class Undetermined(Exception):
    """Signal of a rule to `apply`: a value that decides the shape is not known."""


class Claims(list[Claim]):
    """The claims of one call, gathered while its rule runs."""

    def require(self, claim: Claim) -> None:
        """Add a claim; stop the rule if it fails, so that the rest may rely on it."""
        if decide(claim) is Verdict.NO:
            raise Refuted(claim)
        self.append(claim)


@dataclass(frozen=True, slots=True)
class Rule:
    """The shape rule of one or more NumPy callables that follow it exactly.

    Parameters
    ----------
    names : tuple of str
        Full names: `numpy.dot`, `numpy.linalg.inv`, `ndarray.reshape`, `operator.matmul`.
    function : callable
        Takes the call's arguments as NumPy takes them and gives an `Outcome`.
    form : str
        The rule as a reader wants it: `(n?,k),(k,m?)->(n?,m?)`, or a clause.
    attribute : bool
        Whether the names are those of attributes, read without a call: `ndarray.T`.
    """

    names: tuple[str, ...]
    function: Callable[..., Outcome] = field(repr=False)
    form: str
    attribute: bool = False

    def __call__(self, *arguments: Value, **keywords: Value) -> Outcome:
        """Apply the rule as `apply` does."""
        return apply(self, arguments, keywords)


def rule(*names: str, form: str, attribute: bool = False) -> Callable[[Callable[..., Outcome]], Rule]:
    """Make the decorated function the rule of the NumPy callables (or array attributes) named."""

    def declare(function: Callable[..., Outcome]) -> Rule:
        return Rule(names, function, form, attribute)

    return declare


def result(shape: Shape | tuple[Any, ...], claims: Sequence[Claim] = (), kind: str | None = None) -> Outcome:
    """Give the outcome whose result is an array of the given shape."""
    array = Array(shape if isinstance(shape, Shape) else Shape(shape), kind)
    return Outcome(array, tuple(claims))


_UNKNOWN_ARRAY = Array(UNKNOWN_SHAPE)


def apply(rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Outcome:
    """Apply a rule to the arguments of one call.

    An argument that is not known gives an unknown result and no claim; a call that the signature does not take gives
    a claim that fails.
    """
    try:
        return rule.function(*arguments, **keywords)
    except Undetermined:
        return Outcome(_UNKNOWN_ARRAY)
    except Refuted as stop:
        return Outcome(_UNKNOWN_ARRAY, (stop.claim,))
    except TypeError:
        # Python itself binds the arguments, which costs nothing where the call is right. Was it that which failed?
        problem = _binding_problem(rule, arguments, keywords)
        if problem is None:
            raise
        return Outcome(_UNKNOWN_ARRAY, (Valid(problem),))


def _binding_problem(rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> str | None:
    try:
        signature(rule.function).bind(*arguments, **keywords)
    except TypeError as error:
        return str(error)
    return None
