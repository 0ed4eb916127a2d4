"""Matches arrays with specs: binds the names, and says which axes do not fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from shapecheck.core.array import Array, Quantity
from shapecheck.core.claims import Claim
from shapecheck.core.dim import Size
from shapecheck.core.matching.attempts import Attempt, Constraint, OfNumber, OfSizes, attempt, constraints
from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.notation.contract import Need
from shapecheck.core.notation.spec import Spec
from shapecheck.core.verdict import Verdict, all_of

__all__ = ["Match", "match", "match_all"]


@dataclass(frozen=True, slots=True)
class Match:
    """What came of matching.

    Parameters
    ----------
    verdict : Verdict
        YES: every array fits, under the bindings. NO: one does not, whatever the values. UNKNOWN: it depends on them,
        or several values of a name would do.
    bindings : Bindings
        With all that was bound; those given in when the verdict is NO.
    failed : tuple of Claim
        What is false: `decide` of each is NO.
    undecided : tuple of Claim
        What depends: `decide` of each is UNKNOWN.
    verdicts : tuple of Verdict
        One for each array.
    """

    verdict: Verdict
    bindings: Bindings
    failed: tuple[Claim, ...] = ()
    undecided: tuple[Claim, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


def match(spec: Spec, operand: Array, bindings: Bindings) -> Match:
    """Match one array with its spec, given what is bound already.

    Examples
    --------
    >>> from shapecheck.core.notation.parse_spec import parse_spec
    >>> from shapecheck.core.shape import Shape
    >>> first = match(parse_spec("n[l] n[l-1]"), Array(Shape((5, 4)), name="W"), Bindings())
    >>> first.verdict, first.bindings
    (<Verdict.YES: 'yes'>, <Bindings n[l] = 5, n[l-1] = 4>)
    >>> second = match(parse_spec("n[l-1] m"), Array(Shape((3, 7)), name="A_prev"), first.bindings)
    >>> second.failed[0].left.size, second.failed[0].right
    (3, Quantity(size=4, what='n[l-1], bound by axis 1 of W'))
    """
    return match_all([(spec, operand)], bindings)


def match_all(
    pairs: Sequence[tuple[Spec, Array]],
    bindings: Bindings,
    numbers: Sequence[tuple[Size, Quantity]] = (),
    needs: Sequence[Need] = (),
) -> Match:
    """Match several arrays with their specs at once; the order of the arrays does not matter for what can be solved.

    Axes that are one name bind first, then what has one name left to bind, as long as that binds something more. An
    array with a name can be referred to by the others, `=W`; it is part of the new bindings.

    Parameters
    ----------
    pairs : sequence of (Spec, Array)
        The arrays.
    bindings : Bindings
        What is bound already.
    numbers : sequence of (int or Dim, Quantity)
        Integers and the sizes that they must be; they bind before the arrays, since indices may count by them.
    needs : sequence of Need
        What else must hold.

    Returns
    -------
    Match
        Its `verdicts` are those of the arrays.

    Examples
    --------
    >>> from shapecheck.core.notation.parse_spec import parse_spec
    >>> from shapecheck.core.shape import Shape
    >>> both = (parse_spec("n+m"), Array(Shape((7,)))), (parse_spec("n"), Array(Shape((4,))))
    >>> match_all(both, Bindings()).bindings
    <Bindings n = 4, m = 3>
    """
    current = bindings
    for _, operand in pairs:
        if operand.name:
            current = current.with_array(operand.name, operand)
    count = len(pairs)
    pending: list[tuple[int, Constraint]] = [(-1, OfNumber(given, size)) for size, given in numbers]
    pending += [(i, each) for i, (spec, operand) in enumerate(pairs) for each in constraints(spec, operand)]
    pending += [(count, OfSizes(need)) for need in needs]
    pending.sort(key=lambda item: item[1].late)
    verdicts: list[list[Verdict]] = [[] for _ in range(count + 1)]  # the last, -1 too, is for what is no array
    failed: list[tuple[int, Claim]] = []
    while True:
        before = current
        waiting: list[tuple[int, Attempt]] = []
        retried = []
        for i, constraint in pending:
            result = attempt(constraint, current)
            if result.verdict is Verdict.NO:
                failed.extend((i, claim) for claim in result.claims)
            else:
                current = result.bindings
            if result.verdict is Verdict.UNKNOWN:
                waiting.append((i, result))
                retried.append((i, constraint))
            else:
                verdicts[i].append(result.verdict)
        if current is before or not waiting:
            break
        pending = retried
    for i, result in waiting:
        verdicts[i].append(result.verdict)
    each = tuple(map(all_of, verdicts))
    undecided = tuple(claim for _, result in waiting for claim in result.claims)
    if failed:
        failed.sort(key=lambda item: item[0])  # stable: as the arrays were given, simple axes first
        return Match(Verdict.NO, bindings, tuple(claim for _, claim in failed), undecided, each[:count])
    return Match(all_of(each), current, (), undecided, each[:count])
