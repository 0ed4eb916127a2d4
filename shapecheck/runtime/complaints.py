"""The words for a call that does not fit: which array, which axis, where the size that it should have was bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shapecheck.core.array import Array, Axis, Place
from shapecheck.core.claims import Agree, Broadcastable, Claim, IsOne, RankIs, SameRank, StretchesTo
from shapecheck.core.dim import symbols_of
from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.matching.matcher import Match, match_all
from shapecheck.core.notation.spec import Packed, Sized, Spec
from shapecheck.core.shape import print_sizes
from shapecheck.core.terms import of_atom
from shapecheck.core.text import print_terms
from shapecheck.core.verdict import Verdict
from shapecheck.diagnostics import Diagnostic, OperandLine
from shapecheck.runtime.derivatives import Entry
from shapecheck.runtime.measure import Sizes, array_of
from shapecheck.wording import failure

__all__ = ["Found", "mismatch", "missing", "returned_none", "unpaired", "variants", "wrong_count"]


@dataclass(frozen=True, slots=True)
class Found:
    """One array of a call with its spec."""

    name: str
    spec: Spec
    sizes: Sizes


def mismatch(
    function: str, outcome: Match, matched: Sequence[Found], arrays: Sequence[Found], before: Bindings
) -> Diagnostic:
    """Word a match that failed.

    Parameters
    ----------
    function : str
        The function's name.
    outcome : Match
        The match.
    matched : sequence
        The arrays that were matched, which a help line may change.
    arrays : sequence
        All arrays of the call, matched before or now.
    before : Bindings
        The bindings that the match began with.
    """
    claim = outcome.failed[0]
    culprit = next((array for array in matched if array.name in _names_in(claim)), matched[0])
    bindings = _bindings(matched, before)
    binders = _binders(culprit.spec, bindings)
    shown = [array for array in arrays if array is culprit or array.name in binders or array.name in _names_in(claim)]
    lines = tuple(_line(array, bindings) for array in shown)
    return Diagnostic(function, failure(claim), lines, _help(culprit, matched, before))


def unpaired(function: str, derivative: Entry, variable: Entry) -> Diagnostic:
    """Word a derivative that does not have the shape of its variable."""
    left, right = array_of(derivative.text, derivative.sizes), array_of(variable.text, variable.sizes)
    claim: Claim = SameRank(left, right)
    if len(derivative.sizes) == len(variable.sizes):
        axis = next(i for i, (a, b) in enumerate(zip(derivative.sizes, variable.sizes, strict=True)) if a != b)
        claim = Agree(Axis(left, axis), Axis(right, axis), f"sizes of axis {axis}")
    # What a message calls `the returned b` is nothing to write in a program.
    tried = () if derivative.text.startswith("the ") else variants(derivative.text, derivative.sizes)
    text = next((text for text, sizes in tried if sizes == variable.sizes), None)
    return Diagnostic(
        function,
        f"{derivative.text} must have the shape of {variable.text}: {failure(claim)}",
        tuple(OperandLine(entry.text, print_sizes(entry.sizes), entry.origin) for entry in (derivative, variable)),
        None if text is None else f"`{text}` has the shape {print_sizes(variable.sizes)}{_kept(derivative.sizes)}",
    )


def missing(function: str, name: str, container: object) -> Diagnostic:
    """Word a value that the spec names and a container does not hold."""
    keys = ", ".join(sorted(map(repr, container))[:8]) if isinstance(container, dict) else ""
    return Diagnostic(function, f"{name} is not there{f': the keys are {keys}' if keys else ''}")


def returned_none(function: str, spec: str) -> Diagnostic:
    """Word a result that is None where the spec has an array."""
    return Diagnostic(function, f"returned None where the spec has {spec}: is a return missing?")


def wrong_count(function: str, names: Sequence[str], result: object) -> Diagnostic:
    """Word a result that is not as many values as the spec says."""
    got = f"{len(result)} values" if isinstance(result, tuple | list) else type(result).__name__
    if len(names) > 1:
        return Diagnostic(function, f"the result must be {len(names)} values, {', '.join(names)} (got {got})")
    return Diagnostic(
        function,
        f"the result must be one array (got {got})",
        help="name each returned value in the spec, `_` for one that is not to be checked: `-> Z: n m, _`",
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


def _kept(sizes: Sizes) -> str:
    return "; so has a sum with keepdims=True" if len(sizes) == 1 else ""


def _bindings(arrays: Sequence[Found], before: Bindings) -> Bindings:
    """Bind what arrays bind, one after the other, passing over those that do not fit."""
    for array in arrays:
        before = match_all([(array.spec, _operand(array))], before).bindings
    return before


def _operand(array: Found) -> Array:
    return array_of(array.name, array.sizes, origins=())


def _help(culprit: Found, matched: Sequence[Found], before: Bindings) -> str | None:
    """Give a change of one array that makes all fit, the array that failed first."""
    for array in sorted(matched, key=lambda array: array is not culprit):
        for text, sizes in variants(array.name, array.sizes):
            tried = [replace(other, sizes=sizes if other is array else other.sizes) for other in matched]
            if match_all([(each.spec, _operand(each)) for each in tried], before).verdict is Verdict.YES:
                kept = _kept(array.sizes) if text.endswith("[:, np.newaxis]") else ""
                return f"`{text}` has the shape {print_sizes(sizes)}, which fits{kept}"
    return None


def _line(array: Found, bindings: Bindings) -> OperandLine:
    """Give an array, its shape, its spec, and where the sizes in it were bound by another."""
    parts = [str(array.spec) or "()"]
    for axis in array.spec.axes:
        for size in axis.sizes if isinstance(axis, Packed) else (axis.size,) if isinstance(axis, Sized) else ():
            for name in symbols_of(size):
                bound = bindings.bound(name)
                if bound is not None and not bound.origin.text.endswith(f" of {array.name}"):
                    text = f"{print_terms(of_atom(name))} = {bound.size} bound by {bound.origin}"
                    parts += [text] if text not in parts else []
    return OperandLine(array.name, print_sizes(array.sizes), "   ".join(parts))


def _binders(spec: Spec, bindings: Bindings) -> set[str]:
    """Give the names of the arrays that bound the sizes of a spec."""
    found = {str(spec.like)} if spec.like is not None else set()
    for axis in spec.axes:
        for size in axis.sizes if isinstance(axis, Packed) else (axis.size,) if isinstance(axis, Sized) else ():
            for name in symbols_of(size):
                origin = bindings.origin(name)
                if origin is not None:
                    found.add(origin.text.partition(" of ")[2])
    return found


def _names_in(claim: Claim) -> set[str]:
    """Give the names of the arrays that a claim is about."""

    def of(place: Place) -> set[str]:
        return {place.operand.name} if isinstance(place, Axis) else set()

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
