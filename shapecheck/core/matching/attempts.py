"""What one part of a spec asks of an array, and one attempt to satisfy it: the steps that `match` repeats."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, assert_never

from shapecheck.core.array import Array, Axis, Origin, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import (
    Agree,
    AtLeast,
    Broadcastable,
    Claim,
    Depends,
    Distinct,
    RankIs,
    SameRank,
    StretchesTo,
    Valid,
)
from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim, Size, symbol_in
from shapecheck.core.judge import decide
from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.notation.contract import Need
from shapecheck.core.notation.paths import Path
from shapecheck.core.notation.spec import AnyAxis, AnyRun, Like, Packed, Run, Sized, Spec
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict, all_of
from shapecheck.errors import UnsupportedOperation
from shapecheck.language import Phrase

__all__ = ["Attempt", "Constraint", "OfNumber", "OfSizes", "attempt", "constraints"]


@dataclass(frozen=True, slots=True)
class OfRank:
    """The array has so many axes."""

    operand: Array
    least: int
    most: int | None
    late: bool = False


@dataclass(frozen=True, slots=True)
class OfSize:
    """An axis has the size that the pattern says."""

    axis: Axis
    pattern: Sized | Packed

    @property
    def late(self) -> bool:
        """Whether others should bind first: all but plain sizes."""
        plain = not isinstance(self.pattern.size, Dim) or symbol_in(self.pattern.size) is not None
        return self.pattern.broadcastable or not plain


@dataclass(frozen=True, slots=True)
class OfRun:
    """The axes from `start` to `stop` (from the end, at most 0) are what the run stands for."""

    operand: Array
    pattern: Run
    start: int
    stop: int

    @property
    def late(self) -> bool:
        """Whether others should bind first."""
        return self.pattern.broadcastable


@dataclass(frozen=True, slots=True)
class OfShape:
    """The array has the shape of another."""

    operand: Array
    path: Path
    late: bool = True


@dataclass(frozen=True, slots=True)
class OfNumber:
    """A number has the value that a size says."""

    given: Quantity
    size: Size

    @property
    def late(self) -> bool:
        """Whether others should bind first: all but plain sizes."""
        return isinstance(self.size, Dim) and symbol_in(self.size) is None


@dataclass(frozen=True, slots=True)
class OfSizes:
    """Sizes are as a need says."""

    need: Need
    late: bool = True


Constraint: TypeAlias = OfRank | OfSize | OfRun | OfShape | OfNumber | OfSizes


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one constraint: the claims are those that decide as the verdict says, none when it is YES."""

    verdict: Verdict
    bindings: Bindings
    claims: tuple[Claim, ...] = ()


def constraints(spec: Spec, operand: Array) -> list[Constraint]:
    """Give what a spec asks of an array, part by part."""
    if spec.like is not None:
        return [OfShape(operand, spec.like)]
    run = spec.run
    fixed = len(spec.axes) - (run is not None)
    found: list[Constraint] = [OfRank(operand, fixed, fixed if run is None else None)]
    if decide(RankIs(operand, fixed, fixed if run is None else None)) is Verdict.NO:
        return found  # which axis is which is not known
    for i, pattern in enumerate(spec.axes):
        # Behind a run of unknown length, in the spec or in the array, axes count from the end.
        from_end = i - len(spec.axes)
        match pattern:
            case Sized() | Packed():
                places = [i, from_end] if run is None else [i] if i < run else [from_end]
                known = [place for place in places if operand.shape.axis(place) is not None]
                if known:
                    found.append(OfSize(Axis(operand, _from_start(operand, known[0])), pattern))
            case Run():
                found.append(OfRun(operand, pattern, i, from_end + 1))
            case AnyAxis() | AnyRun() | Like():
                pass
            case _:
                assert_never(pattern)
    return found


def _from_start(operand: Array, axis: int) -> int:
    rank = operand.shape.rank
    return axis + rank if axis < 0 and rank is not None else axis


def attempt(constraint: Constraint, bindings: Bindings) -> Attempt:
    """Try to satisfy one constraint, binding what has only one value."""
    try:
        match constraint:
            case OfRank(operand, least, most):
                return _all([RankIs(operand, least, most)], bindings)
            case OfSize(axis, pattern):
                return _of_size(Axis(_resolved(axis.operand, bindings), axis.axis), pattern, bindings)
            case OfRun(operand):
                return _of_run(constraint, _resolved(operand, bindings), bindings)
            case OfShape(operand, path):
                return _of_shape(_resolved(operand, bindings), path, bindings)
            case OfNumber(number, size):
                wanted = Quantity(bindings.resolve(size), bindings.explain(size) or Phrase("the spec"))
                verdict, found = bindings.unify(wanted.size, number.size, Origin(number.what))
                return Attempt(verdict, found, () if verdict is Verdict.YES else (Agree(number, wanted),))
            case OfSizes(need):
                return _of_sizes(need, bindings)
            case _:
                assert_never(constraint)
    except ZeroDivisionError:
        return Attempt(Verdict.NO, bindings, (Valid(Phrase("a size of the spec divides by 0")),))
    except UnsupportedOperation as problem:
        return Attempt(Verdict.UNKNOWN, bindings, (Depends(str(problem.payload)),))


def _resolved(operand: Array, bindings: Bindings) -> Array:
    return replace(operand, shape=bindings.resolve_shape(operand.shape))


def _origin(operand: Array, what: str) -> Origin:
    """Say what binds, at the place where its first size comes from."""
    return Origin(Phrase("{what} of {name}", what=what, name=operand.name) if operand.name else what)


def _axis_origin(axis: Axis) -> Origin:
    source = axis.operand.origin(axis.axis)
    origin = _origin(axis.operand, Phrase("axis {axis}", axis=axis.axis))
    return origin if source is None else replace(origin, path=source.path, line=source.line)


def _all(claims: Sequence[Claim], bindings: Bindings) -> Attempt:
    """Judge claims that bind nothing."""
    verdicts = [decide(claim) for claim in claims]
    verdict = all_of(verdicts)
    kept = tuple(claim for claim, own in zip(claims, verdicts, strict=True) if own is verdict is not Verdict.YES)
    return Attempt(verdict, bindings, kept)


def _each(steps: Sequence[tuple[Axis, Quantity, bool]], bindings: Bindings) -> Attempt:
    """Make each axis what is wanted of it; the last says whether it may be 1 instead."""
    results: list[Attempt] = []
    for axis, wanted, broadcastable in steps:
        result = _agree(axis, wanted, broadcastable, bindings)
        bindings = result.bindings
        results.append(result)
    verdict = all_of(result.verdict for result in results)
    claims = tuple(claim for result in results if result.verdict is verdict for claim in result.claims)
    return Attempt(verdict, bindings, claims)


def _agree(axis: Axis, wanted: Quantity, broadcastable: bool, bindings: Bindings) -> Attempt:
    claim: Claim = Agree(axis, wanted)
    if broadcastable:
        is_one = compare(axis.size, 1)
        if Verdict.YES in {is_one, compare(axis.size, wanted.size)}:
            return Attempt(Verdict.YES, bindings)
        claim = StretchesTo(axis, wanted)
        if is_one is Verdict.UNKNOWN:
            return Attempt(Verdict.UNKNOWN, bindings, (claim,))  # never unify through broadcasting
    verdict, bindings = bindings.unify(wanted.size, axis.size, _axis_origin(axis))
    return Attempt(verdict, bindings, () if verdict is Verdict.YES else (claim,))


def _of_size(axis: Axis, pattern: Sized | Packed, bindings: Bindings) -> Attempt:
    what = bindings.explain(pattern.size) or pattern.label or Phrase("the spec")
    return _each([(axis, Quantity(bindings.resolve(pattern.size), what), pattern.broadcastable)], bindings)


def _of_run(constraint: OfRun, operand: Array, bindings: Bindings) -> Attempt:
    pattern, start = constraint.pattern, constraint.start
    found = bindings.run(pattern.name)
    own = _part(operand.shape, start, constraint.stop)
    unknown = Depends(
        Phrase(
            "the axes of {name} that `*{run}` stands for fit",
            name=operand.name or Phrase("the array"),
            run=pattern.name,
        )
    )
    if own is None or own.run == "...":
        return Attempt(Verdict.UNKNOWN, bindings, (unknown,))
    origin = _origin(operand, Phrase("the shape {shape}", shape=operand.shape))
    if found is None or found.shape == own:
        if found is None or (found.stretchable and not pattern.broadcastable):
            bindings = bindings.bind_run(pattern.name, own, origin, stretchable=pattern.broadcastable)
        return Attempt(Verdict.YES, bindings)
    if own.sizes is None or found.shape.sizes is None:
        return Attempt(Verdict.UNKNOWN, bindings, (unknown,))
    bound = Array(found.shape, name=Phrase("*{name}, bound by {origin}", name=pattern.name, origin=found.origin.words))
    fixed = start - constraint.stop
    if not found.stretchable:
        rank = RankIs(
            operand, fixed + (0 if pattern.broadcastable else bound.shape.least_rank), fixed + bound.shape.least_rank
        )
        if decide(rank) is Verdict.NO:
            return _all([rank], bindings)
        return _each(
            [
                (
                    mine,
                    Quantity(theirs.size, Phrase("axis {axis} of {name}", axis=theirs.axis, name=bound.name)),
                    pattern.broadcastable,
                )
                for mine, theirs in _from_behind(operand, start, own, bound)
            ],
            bindings,
        )
    pairs = _from_behind(operand, start, own, bound)
    if pattern.broadcastable:
        result = _all([Broadcastable(mine, theirs) for mine, theirs in pairs], bindings)
        own = broadcast([Array(own), Array(found.shape)])[0]
    else:
        rank = RankIs(operand, fixed + bound.shape.least_rank)
        result = _all([rank, *(StretchesTo(theirs, mine) for mine, theirs in pairs)], bindings)
    if result.verdict is Verdict.NO or (own == found.shape and pattern.broadcastable):
        return result
    bindings = bindings.bind_run(pattern.name, own, origin, stretchable=pattern.broadcastable)
    return replace(result, bindings=bindings)


def _part(shape: Shape, start: int, stop: int) -> Shape | None:
    """Give the axes from `start` to `stop`, counted from the end, or None where they are not known to be there."""
    if shape.sizes is not None:
        return Shape(shape.sizes[start : len(shape.sizes) + stop])
    if len(shape.before) < start or len(shape.after) < -stop:
        return None
    return Shape(shape.before[start:], shape.run, shape.after[: len(shape.after) + stop])


def _of_sizes(need: Need, bindings: Bindings) -> Attempt:
    left = Quantity(bindings.resolve(need.left), bindings.explain(need.left) or Phrase("the spec"))
    right = Quantity(bindings.resolve(need.right), bindings.explain(need.right) or Phrase("the spec"))
    match need.relation:
        case "=":
            verdict, bindings = bindings.unify(left.size, right.size, Origin(f"`{need}`"))
            return Attempt(verdict, bindings, () if verdict is Verdict.YES else (Agree(left, right),))
        case "!=":
            return _all(
                [Distinct((left.size, right.size), Phrase("{left} and {right}", left=need.left, right=need.right))],
                bindings,
            )
        case ">=" | ">":
            return _all([AtLeast(left, right.size + int(need.relation == ">"))], bindings)
        case "<=" | "<":
            return _all([AtLeast(right, left.size + int(need.relation == "<"))], bindings)
        case _:
            assert_never(need.relation)


def _from_behind(operand: Array, start: int, own: Shape, bound: Array) -> list[tuple[Axis, Axis]]:
    """Pair the axes of a run with those that are bound, the last with the last; the longer one's first are left out."""
    mine = [Axis(operand, start + i) for i in range(own.least_rank)]
    theirs = [Axis(bound, i) for i in range(bound.shape.least_rank)]
    count = min(len(mine), len(theirs))
    return list(zip(mine[len(mine) - count :], theirs[len(theirs) - count :], strict=True))


def _of_shape(operand: Array, path: Path, bindings: Bindings) -> Attempt:
    other = bindings.array(str(path))
    if other is None:
        return _all([SameRank(operand, Array(name=str(path)))], bindings)
    other = _resolved(other, bindings)
    own, model = operand.shape, other.shape
    if own == model and own.run != "...":
        return Attempt(Verdict.YES, bindings)
    ranks = _all([SameRank(operand, other)], bindings)
    if ranks.verdict is Verdict.NO:
        return ranks
    places = list(range(min(len(own.before), len(model.before))))
    if ranks.verdict is Verdict.UNKNOWN:
        places += [-k for k in range(1, own.least_rank + 1) if None not in {own.axis(-k), model.axis(-k)}]
    results = [ranks]
    for place in places:
        mine, theirs = Axis(operand, place), Axis(other, place)
        verdict, bindings = bindings.unify(theirs.size, mine.size, _axis_origin(theirs))
        claims = () if verdict is Verdict.YES else (Agree(mine, theirs, Phrase("sizes of axis {axis}", axis=place)),)
        results.append(Attempt(verdict, bindings, claims))
    verdict = all_of(result.verdict for result in results)
    return Attempt(
        verdict, bindings, tuple(c for result in results if result.verdict is verdict for c in result.claims)
    )
