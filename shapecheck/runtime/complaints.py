"""The words for a call that does not fit: which array, which axis, where the size that it should have was bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from shapecheck.core.array import Axis, Place, Quantity
from shapecheck.core.claims import Agree, Broadcastable, Claim, IsOne, RankIs, SameRank, StretchesTo
from shapecheck.core.dim import Size, symbols_of
from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.matching.matcher import Match, match_all
from shapecheck.core.notation.contract import Need
from shapecheck.core.notation.spec import Spec
from shapecheck.core.shape import print_sizes
from shapecheck.core.terms import of_atom
from shapecheck.core.text import print_terms
from shapecheck.core.verdict import Verdict
from shapecheck.diagnostics import Diagnostic, OperandLine
from shapecheck.language import Phrase, said, say
from shapecheck.runtime.derivatives import Entry
from shapecheck.runtime.measure import Sizes, array_of
from shapecheck.wording import failure

__all__ = [
    "Fact",
    "Found",
    "FoundNumber",
    "has_shape",
    "matched",
    "mismatch",
    "missing",
    "returned_none",
    "unpaired",
    "variants",
    "wrong_count",
    "wrong_kind",
]


@dataclass(frozen=True, slots=True)
class Found:
    """One array of a call with its spec."""

    name: str
    spec: Spec
    sizes: Sizes


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """One number of a call: an integer, the length of a list, and the size that it must be."""

    name: str
    size: Size
    value: int


Fact: TypeAlias = Found | FoundNumber


def matched(facts: Sequence[Fact], bindings: Bindings, needs: Sequence[Need] = ()) -> Match:
    """Match what was found in a call with what it must be."""
    arrays = [(fact.spec, array_of(fact.name, fact.sizes, origins=())) for fact in facts if isinstance(fact, Found)]
    numbers = [(fact.size, Quantity(fact.value, fact.name)) for fact in facts if isinstance(fact, FoundNumber)]
    return match_all(arrays, bindings, numbers, needs)


def mismatch(
    function: str,
    outcome: Match,
    given: Sequence[Fact],
    facts: Sequence[Fact],
    before: Bindings,
    *,
    needs: Sequence[Need],
) -> Diagnostic:
    """Word a match that failed.

    Parameters
    ----------
    function : str
        The function's name.
    outcome : Match
        The match.
    given : sequence
        What was matched; a help line may change its arrays.
    facts : sequence
        All that was found in the call, matched before or now.
    before : Bindings
        The bindings that the match began with.
    needs : sequence
        What else had to hold.
    """
    claim = outcome.failed[0]
    culprit = next((fact for fact in given if fact.name in _names_in(claim)), None if needs else given[0])
    bindings = _bindings(given, before)
    sizes = _sizes(culprit) if culprit is not None else [size for need in needs for size in (need.left, need.right)]
    shown = _names_in(claim) | _binders(sizes, bindings)
    if isinstance(culprit, Found) and culprit.spec.like is not None:
        shown.add(str(culprit.spec.like))
    lines = tuple(_line(fact, bindings) for fact in facts if fact is culprit or fact.name in shown)
    return Diagnostic(function, failure(claim), lines, _help(culprit, given, before, needs))


def unpaired(function: str, derivative: Entry, variable: Entry) -> Diagnostic:
    """Word a derivative that does not have the shape of its variable."""
    left, right = array_of(derivative.text, derivative.sizes), array_of(variable.text, variable.sizes)
    claim: Claim = SameRank(left, right)
    if len(derivative.sizes) == len(variable.sizes):
        axis = next(i for i, (a, b) in enumerate(zip(derivative.sizes, variable.sizes, strict=True)) if a != b)
        claim = Agree(Axis(left, axis), Axis(right, axis), Phrase("sizes of axis {axis}", axis=axis))
    # What a message calls `the returned b` is nothing to write in a program.
    tried = () if derivative.text.startswith("the ") else variants(derivative.text, derivative.sizes)
    text = next((text for text, sizes in tried if sizes == variable.sizes), None)
    return Diagnostic(
        function,
        say(
            "{derivative} must have the shape of {variable}: {problem}",
            derivative=derivative.text,
            variable=variable.text,
            problem=failure(claim),
        ),
        tuple(OperandLine(entry.text, print_sizes(entry.sizes), entry.origin) for entry in (derivative, variable)),
        None if text is None else has_shape(text, variable.sizes, summed=len(derivative.sizes) == 1),
    )


def missing(function: str, name: str, container: object) -> Diagnostic:
    """Word a value that the spec names and a container does not hold."""
    keys = ", ".join(sorted(map(repr, container))[:8]) if isinstance(container, dict) else ""
    if keys:
        return Diagnostic(function, say("{name} is missing: the keys are {keys}", name=name, keys=keys))
    return Diagnostic(function, say("{name} is missing", name=name))


def returned_none(function: str, spec: str) -> Diagnostic:
    """Word a result that is None where the spec has an array."""
    return Diagnostic(function, say("returned None where the spec has {spec}: is a return missing?", spec=spec))


def wrong_kind(function: str, name: str, wanted: str, got: object) -> Diagnostic:
    """Word a value that is not of the kind, or not as long, as the spec says."""
    return Diagnostic(function, say("{name} must be {wanted} (got {got})", name=name, wanted=wanted, got=got))


def wrong_count(function: str, names: Sequence[str], result: object) -> Diagnostic:
    """Word a result that is not as many values as the spec says."""
    got = say("{count} values", count=len(result)) if isinstance(result, tuple | list) else type(result).__name__
    if len(names) > 1:
        listed = ", ".join(str(said(name)) for name in names)
        problem = say("the result must be {count} values, {names} (got {got})", count=len(names), names=listed, got=got)
        return Diagnostic(function, problem)
    return Diagnostic(
        function,
        say("the result must be one array (got {got})", got=got),
        help=say(
            "name each returned value in the spec, `_` for one that is not checked: {example}",
            example="`-> Z: n m, _`",
        ),
    )


def variants(name: str, sizes: Sizes) -> Iterator[tuple[str, Sizes]]:
    """Give simple changes of an array, each as it is written and with the shape that it gives."""
    if len(sizes) > 1 and sizes != sizes[::-1]:
        yield f"{name}.T", sizes[::-1]
    if len(sizes) == 1:
        yield f"{name}[:, np.newaxis]", (*sizes, 1)
        yield f"{name}[np.newaxis, :]", (1, *sizes)
    if len(sizes) == 2 and 1 in sizes:
        yield f"{name}.ravel()", (sizes[0] * sizes[1],)


def has_shape(text: str, sizes: Sizes, *, fits: bool = False, summed: bool = False) -> str:
    """Return the help that a changed array has a shape; a vector may come from a sum that dropped its axis."""
    shape = print_sizes(sizes)
    match fits, summed:
        case True, True:
            return say(
                "`{code}` has the shape {shape}, which fits; so has a sum with {option}",
                code=text,
                shape=shape,
                option="keepdims=True",
            )
        case True, False:
            return say("`{code}` has the shape {shape}, which fits", code=text, shape=shape)
        case False, True:
            return say(
                "`{code}` has the shape {shape}; so has a sum with {option}",
                code=text,
                shape=shape,
                option="keepdims=True",
            )
    return say("`{code}` has the shape {shape}", code=text, shape=shape)


def _bindings(facts: Sequence[Fact], before: Bindings) -> Bindings:
    """Bind what each fact binds, one after the other, passing over those that do not fit."""
    for fact in sorted(facts, key=lambda fact: isinstance(fact, Found)):
        before = matched([fact], before).bindings
    return before


def _help(culprit: Fact | None, given: Sequence[Fact], before: Bindings, needs: Sequence[Need]) -> str | None:
    """Give a change of one array that makes all fit, the array that failed first."""
    for array in sorted(given, key=lambda fact: fact is not culprit):
        if not isinstance(array, Found):
            continue
        for text, sizes in variants(array.name, array.sizes):
            tried = [replace(array, sizes=sizes) if fact is array else fact for fact in given]
            if matched(tried, before, needs).verdict is Verdict.YES:
                summed = len(array.sizes) == 1 and text.endswith("[:, np.newaxis]")
                return has_shape(text, sizes, fits=True, summed=summed)
    return None


def _line(fact: Fact, bindings: Bindings) -> OperandLine:
    """Give a fact, its shape or value, its spec, and where the sizes in it were bound by another."""
    if isinstance(fact, Found):
        parts, shown = [str(fact.spec) or "()"], print_sizes(fact.sizes)
    else:
        parts, shown = [str(fact.size)], str(fact.value)
    for size in _sizes(fact):
        for name in symbols_of(size):
            bound = bindings.bound(name)
            if bound is not None and bound.origin.text != fact.name:
                if bound.origin.text.endswith(f" of {fact.name}"):
                    continue
                equation = f"{print_terms(of_atom(name))} = {bound.size}"
                text = say("{equation} bound by {origin}", equation=equation, origin=bound.origin)
                parts += [text] if text not in parts else []
    return OperandLine(fact.name, shown, "   ".join(parts))


def _sizes(fact: Fact) -> Sequence[Size]:
    return fact.spec.sizes if isinstance(fact, Found) else (fact.size,)


def _binders(sizes: Sequence[Size], bindings: Bindings) -> set[str]:
    """Give the names of the facts that bound sizes."""
    found: set[str] = set()
    for size in sizes:
        for name in symbols_of(size):
            origin = bindings.origin(name)
            if origin is not None:
                found |= {origin.text, origin.text.partition(" of ")[2]}
    return found


def _names_in(claim: Claim) -> set[str]:
    """Give the names of the arrays that a claim is about."""

    def of(place: Place) -> set[str]:
        return {place.operand.name} if isinstance(place, Axis) else {place.what}

    match claim:
        case Agree(left, right) | Broadcastable(left, right) | StretchesTo(left, right):
            return of(left) | of(right)
        case IsOne(value):
            return of(value)
        case RankIs(operand):
            return {operand.name}
        case SameRank(left, right):
            return {left.name, right.name}
    return set()
