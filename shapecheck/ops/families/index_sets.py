"""Index arrays that name a part of a matrix: its triangles and its diagonal."""

from shapecheck.core.array import Array, Axis
from shapecheck.core.claims import Agree, RankIs
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size
from shapecheck.core.shape import Shape
from shapecheck.core.terms import Symbol
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, fresh_size, int_of, sizes_of, whole_number
from shapecheck.ops.families.sequences import whole
from shapecheck.ops.rule import Claims, Outcome, Undetermined, rule
from shapecheck.ops.values import Value


def _below(offset: Size) -> Size | None:
    """Give the sum of 1, 2, ..., offset, 0 for a negative one; None when its sign is not known."""
    if at_least(offset, 0) is Verdict.YES:
        return (offset * (offset + 1)) // 2
    return 0 if at_least(0, offset) is Verdict.YES else None


def _lower_count(rows: Size, columns: Size, offset: Size) -> Size | None:
    """Give how many elements are on or below a diagonal: row i has from 0 to `columns` of the first i + offset + 1."""
    corners = [_below(end) for end in (rows + offset, offset, rows + offset - columns, offset - columns)]
    if any(corner is None for corner in corners):
        return None
    whole, above, right, both = (0 if corner is None else corner for corner in corners)
    return whole - above - right + both


def _triangle(rows: Size, columns: Size, k: Size, upper: bool, claims: Claims) -> Outcome:
    rows, columns = (size if isinstance(size, Dim) else max(size, 0) for size in (rows, columns))
    lower = _lower_count(rows, columns, k - 1 if upper else k)
    if lower is None:
        count, fresh = fresh_size("triangle_size")
        return _indices(count, 2, claims, fresh)
    return _indices(rows * columns - lower if upper else lower, 2, claims)


def _indices(count: Size, rank: int, claims: Claims, *fresh: Symbol) -> Outcome:
    return Outcome((Array(Shape((count,)), "i"),) * rank, tuple(claims), fresh)


@rule("numpy.tril_indices", form=Phrase("->(p),(p), one index for each element on or below the diagonal"))
def tril_indices(n: Value, k: Value = 0, m: Value = None) -> Outcome:
    """Rule of `numpy.tril_indices(n, k, m)`."""
    return _of_sizes(n, k, m, False)


@rule("numpy.triu_indices", form=Phrase("->(p),(p), one index for each element on or above the diagonal"))
def triu_indices(n: Value, k: Value = 0, m: Value = None) -> Outcome:
    """Rule of `numpy.triu_indices(n, k, m)`."""
    return _of_sizes(n, k, m, True)


def _of_sizes(n: Value, k: Value, m: Value, upper: bool) -> Outcome:
    rows = whole_number(n, "n")
    return _triangle(rows, rows if m is None else whole_number(m, "m"), whole_number(k, "k"), upper, Claims())


@rule("numpy.tril_indices_from", form="(n,m)->(p),(p)")
def tril_indices_from(arr: Value, k: Value = 0) -> Outcome:
    """Rule of `numpy.tril_indices_from(arr, k)`."""
    return _of_array(arr, k, False)


@rule("numpy.triu_indices_from", form="(n,m)->(p),(p)")
def triu_indices_from(arr: Value, k: Value = 0) -> Outcome:
    """Rule of `numpy.triu_indices_from(arr, k)`."""
    return _of_array(arr, k, True)


def _of_array(arr: Value, k: Value, upper: bool) -> Outcome:
    operand = array(arr)
    claims = Claims()
    claims.require(RankIs(operand, 2, 2))
    rows, columns = sizes_of(operand)
    return _triangle(rows, columns, whole_number(k, "k"), upper, claims)


@rule("numpy.diag_indices", form=Phrase("->(n),(n),..., as many as ndim"))
def diag_indices(n: Value, ndim: Value = 2) -> Outcome:
    """Rule of `numpy.diag_indices(n, ndim)`."""
    return _indices(whole(n, "n"), _rank(ndim), Claims())


def _rank(ndim: Value) -> int:
    if isinstance(ndim, Array) and ndim.kind == "f":
        raise Undetermined  # an array multiplies the indices
    return int_of(ndim, "ndim")


@rule("numpy.diag_indices_from", form=Phrase("(n,n)->(n),(n); all sizes agree, of any rank from 2"))
def diag_indices_from(arr: Value) -> Outcome:
    """Rule of `numpy.diag_indices_from(arr)`."""
    operand = array(arr)
    claims = Claims()
    claims.require(RankIs(operand, 2))
    sizes = sizes_of(operand)
    for axis in range(1, len(sizes)):
        claims.require(Agree(Axis(operand, 0), Axis(operand, axis), Phrase("sizes")))
    return _indices(sizes[0], len(sizes), claims)
