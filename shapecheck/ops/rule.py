"""The form of a rule, and how it is applied.

A rule is a function with NumPy's own signature that takes values (`values.Value`) and gives an `Outcome`: the result
and the claims that must hold for it. It words nothing. Inside this floor it may stop early with one of two signals,
`Refuted` and `Undetermined`; `apply` turns both into an outcome, so that nothing is raised to the caller.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from inspect import BoundArguments, signature
from typing import Any

from shapecheck.core.array import ANY, Array, Bare, UnknownSizeError
from shapecheck.core.claims import Claim, Depends, Valid
from shapecheck.core.dim import Dim
from shapecheck.core.judge import decide
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.results import gives_one_array
from shapecheck.ops.values import UNKNOWN, Value

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
    dtype_at : int, optional
        Where `dtype` stands among the positional arguments.
    bare : Bare or None
        What a result without axes is: always an array (`numpy.array`), None for what the operand is (`ndarray.T`), or
        what it is where the function says no more of a call, as for `out`.
    own : bool
        Whether NumPy makes the result itself, from whatever it is given; else an object of another library answers,
        by a method of its own (`numpy.std` of a table is `table.std()`) or as universal functions ask it.
    """

    names: tuple[str, ...]
    function: Callable[..., Outcome] = field(repr=False)
    form: str
    attribute: bool = False
    dtype_at: int | None = None
    bare: Bare | None = Bare.SCALAR
    own: bool = True

    def given(self, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> BoundArguments:
        """Return the arguments of a call by the names of the parameters.

        Raises
        ------
        TypeError
            When the signature does not take them.
        """
        return signature(self.function).bind(*arguments, **keywords)

    def __call__(self, *arguments: Value, **keywords: Value) -> Outcome:
        """Apply the rule as `apply` does."""
        return apply(self, arguments, keywords)


def rule(
    *names: str, form: str, attribute: bool = False, bare: Bare | None = Bare.SCALAR, own: bool = True
) -> Callable[[Callable[..., Outcome]], Rule]:
    """Make the decorated function the rule of the NumPy callables (or array attributes) named."""

    def declare(function: Callable[..., Outcome]) -> Rule:
        code = function.__code__
        positional = code.co_varnames[: code.co_argcount]
        dtype_at = positional.index("dtype") if "dtype" in positional else None
        return Rule(names, function, form, attribute, dtype_at, bare, own)

    return declare


def result(
    shape: Shape | tuple[Any, ...], claims: Sequence[Claim] = (), kind: str | None = None, bare: Bare = ANY
) -> Outcome:
    """Give the outcome whose result is an array of the given shape; `bare` where the rule does not say it."""
    array = Array(shape if isinstance(shape, Shape) else Shape(shape), kind, bare=bare)
    return Outcome(array, tuple(claims))


_UNKNOWN_ARRAY = Array(UNKNOWN_SHAPE)
# With a claim that is never decided, so that nobody reads "nothing is known" as "nothing is wrong".
_UNDETERMINED = Outcome(_UNKNOWN_ARRAY, (Depends(Phrase("what decides the shape is known")),))
_UNKNOWN = replace(_UNDETERMINED, result=UNKNOWN)


def apply(rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> Outcome:
    """Apply a rule to the arguments of one call.

    An argument that is not known gives an unknown result and an undecided claim; a call that the signature does not
    take gives a claim that fails.
    """
    if rule.dtype_at is not None or "dtype" in keywords:
        problem = _dtype_problem(rule, arguments, keywords)
        if problem is not None:
            return Outcome(_UNKNOWN_ARRAY, (Valid(problem),))
    try:
        outcome = _with_open_sizes(rule.function(*arguments, **keywords))
    except (Undetermined, UnknownSizeError):
        return _UNDETERMINED if gives_one_array(rule.names[0], arguments, keywords) else _UNKNOWN
    except Refuted as stop:
        return Outcome(_UNKNOWN_ARRAY, (stop.claim,))
    except TypeError:
        # Python itself binds the arguments, which costs nothing where the call is right. Was it that which failed?
        problem = _binding_problem(rule, arguments, keywords)
        if problem is None:
            raise
        return Outcome(_UNKNOWN_ARRAY, (Valid(problem),))
    bare = rule.bare
    if bare is None:
        bare = arguments[0].bare if arguments and isinstance(arguments[0], Array) else ANY
    found = _with_bare(outcome.result, bare)
    return outcome if found is outcome.result else replace(outcome, result=found)


def _with_bare(value: Value, bare: Bare) -> Value:
    """Give a result with what it is where it has no axes: what the rule says, or the function said of this call."""
    if isinstance(value, Array):
        said = value.bare != ANY and bare is not Bare.ARRAY
        return value if said or value.bare is bare or not value.may_be_bare else replace(value, bare=bare)
    if type(value) is tuple or type(value) is list:
        items = [_with_bare(item, bare) for item in value]
        unchanged = all(map(operator.is_, items, value))
        return value if unchanged else type(value)(items)
    return value


def _with_open_sizes(outcome: Outcome) -> Outcome:
    """Give the outcome with the symbols that its claims leave open among its fresh ones."""
    found: dict[Symbol, None] = {}
    for claim in outcome.claims:
        if type(claim) is Depends and claim.fresh:
            found.update(dict.fromkeys(claim.fresh))
    return replace(outcome, fresh=(*outcome.fresh, *found)) if found else outcome


_NUMBERS = frozenset("biufc")  # kinds of elements that are numbers


def _dtype_problem(rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> str | None:
    """Tell what is wrong with a `dtype`: most often a size that was meant for the shape, as in `zeros(4, 3)`."""
    at = rule.dtype_at
    dtype = arguments[at] if at is not None and at < len(arguments) else keywords.get("dtype")
    if isinstance(dtype, (int, float, complex, Dim)):
        return Phrase(
            "dtype must be an element type (got {dtype}); a shape with several sizes must be one tuple", dtype=dtype
        )
    if isinstance(dtype, Array) and dtype.shape.least_rank:
        return Phrase("dtype must be an element type (got an array)")
    if isinstance(dtype, Array) and dtype.kind in _NUMBERS and Bare.SCALAR not in dtype.bare:  # that has a `dtype`
        return Phrase("dtype must be an element type (got a number); a shape with several sizes must be one tuple")
    return None


def _binding_problem(rule: Rule, arguments: Sequence[Value], keywords: Mapping[str, Value]) -> str | None:
    try:
        rule.given(arguments, keywords)
    except TypeError as error:
        return str(error)
    return None
