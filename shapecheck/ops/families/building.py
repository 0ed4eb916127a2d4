"""Arrays built around others: diagonals and triangles, grids, more axes, broadcasting on request."""

from shapecheck.core.array import Array, Bare
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Size, maximum, minimum, product
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, broadcast_into, count_kind, flag, integer, kind_of, shape_of, sizes_of
from shapecheck.ops.families.sequences import whole
from shapecheck.ops.rule import Claims, Outcome, Refuted, Rule, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value

_read = array  # for a rule that has a parameter named `array`


@rule("numpy.diag", form=Phrase("(n,)->(n+|k|,n+|k|); (n,m)->(size of diagonal k,)"))
def diag(v: Value, k: Value = 0) -> Outcome:
    """Rule of `numpy.diag(v)`: a matrix from its diagonal, or the diagonal of a matrix."""
    operand = array(v)
    claims = Claims()
    claims.require(RankIs(operand, 1, 2))
    sizes = sizes_of(operand)
    offset = integer(k, "k")
    if len(sizes) == 1:
        side = sizes[0] + _magnitude(offset)
        return result((side, side), claims, operand.kind)
    rows, columns = sizes
    if _is_negative(offset):
        rows += offset
    else:
        columns -= offset
    return result((_not_negative(minimum(rows, columns)),), claims, operand.kind)


@rule("numpy.diagflat", form=Phrase("(N+|k|,N+|k|) for N elements"))
def diagflat(v: Value, k: Value = 0) -> Outcome:
    """Rule of `numpy.diagflat(v)`."""
    operand = array(v)
    side = product(sizes_of(operand)) + _magnitude(integer(k, "k"))
    return result((side, side), (), operand.kind)


def _is_negative(offset: Size) -> bool:
    sign = at_least(offset, 0)
    if sign is Verdict.UNKNOWN:
        raise Undetermined
    return sign is Verdict.NO


def _magnitude(offset: Size) -> Size:
    return -offset if _is_negative(offset) else offset


def _not_negative(size: Size) -> Size:
    return size if at_least(size, 0) is Verdict.YES else maximum(size, 0)


@rule("numpy.tri", form=Phrase("(N, M or N); (0,...) below 0"))
def tri(N: Value, M: Value = None, k: Value = 0, dtype: Value = None, *, like: Value = None) -> Outcome:
    """Rule of `numpy.tri(N, M)`, which takes any number, negative and fractional ones too."""
    sizes = whole(N, "N"), whole(N if M is None else M, "M")
    return result(sizes, (), kind_of(dtype, "f"))


@rule("numpy.tril", "numpy.triu", form="(...,n,m)->(...,n,m); (n,)->(n,n)")
def tril(m: Value, k: Value = 0) -> Outcome:
    """Rule of `numpy.tril(m)`."""
    operand = array(m)
    claims = Claims()
    claims.require(RankIs(operand, 1))
    sizes = sizes_of(operand)
    return result(sizes * 2 if len(sizes) == 1 else sizes, claims, operand.kind)


@rule("numpy.vander", form="(n,)->(n, N or n)")
def vander(x: Value, N: Value = None, increasing: Value = False) -> Outcome:
    """Rule of `numpy.vander(x)`."""
    operand = array(x)
    claims = Claims()
    claims.require(RankIs(operand, 1, 1))
    (size,) = sizes_of(operand)
    return result((size, *shape_of((size if N is None else N,), claims)), claims, count_kind(operand))


@rule("numpy.meshgrid", form=Phrase("(n),(m),...->(m,n,...) each, with indexing='ij' (n,m,...)"))
def meshgrid(*xi: Value, copy: Value = True, sparse: Value = False, indexing: Value = "xy") -> Outcome:
    """Rule of `numpy.meshgrid(x, y)`; operands of any rank count with all their elements. A list before NumPy 2.0."""
    if isinstance(indexing, Unknown):
        raise Undetermined
    if indexing not in ("xy", "ij"):
        raise Refuted(Valid(Phrase("indexing must be 'xy' or 'ij'")))
    operands = [array(operand) for operand in xi]
    totals = [product(sizes_of(operand)) for operand in operands]
    places = list(range(len(totals)))
    if indexing == "xy" and len(places) > 1:
        places[:2] = [1, 0]
    open_grid = flag(sparse)
    grids = []
    for own, operand in enumerate(operands):
        sizes: list[Size] = [1] * len(totals)
        for other, total in enumerate(totals):
            if other == own or not open_grid:
                sizes[places[other]] = total
        grids.append(Array(Shape(tuple(sizes)), operand.kind))
    return Outcome(tuple(grids))


def at_least_axes(operand: Array, rank: int) -> Array:
    """Give an array with at least 1, 2 or 3 axes, as `atleast_3d` adds them: (n,) to (1, n), to (1, n, 1)."""
    sizes = sizes_of(operand)
    if len(sizes) >= rank:
        return operand
    before = () if len(sizes) == 2 else (1,)
    after = (1,) * (rank - len(sizes) - len(before))
    name = f"np.atleast_{rank}d({operand.name})" if operand.name else ""  # it is the one that has the new axes
    return Array(Shape((*before, *sizes, *after)), operand.kind, name)


def _atleast(rank: int) -> Rule:
    @rule(
        f"numpy.atleast_{rank}d", form=Phrase("ones added up to {rank} axes; a tuple for several operands", rank=rank)
    )
    def atleast(*arys: Value) -> Outcome:
        arrays = tuple(at_least_axes(array(operand), rank) for operand in arys)
        return Outcome(arrays[0] if len(arrays) == 1 else arrays)

    return atleast


ATLEAST = (_atleast(1), _atleast(2), _atleast(3))


@rule("numpy.broadcast_to", form=Phrase("the given shape, which is not stretched itself"), bare=Bare.ARRAY)
def broadcast_to(array: Value, shape: Value, subok: Value = False) -> Outcome:
    """Rule of `numpy.broadcast_to(array, shape)`."""
    claims = Claims()
    operand = _read(array)
    target = Array(Shape(shape_of(shape, claims)), operand.kind, Phrase("the new shape"))
    broadcast_into(operand, target, claims)
    return result(target.shape, claims, operand.kind)


@rule("numpy.broadcast_arrays", form=Phrase("each operand in the shape that all broadcast to"), bare=Bare.ARRAY)
def broadcast_arrays(*args: Value, subok: Value = False) -> Outcome:
    """Rule of `numpy.broadcast_arrays(a, b)`. A list before NumPy 2.0."""
    operands = [array(operand) for operand in args]
    shape, claims = broadcast(operands)
    return Outcome(tuple(Array(shape, operand.kind) for operand in operands), claims)


@rule("numpy.broadcast_shapes", form=Phrase("the sizes that the shapes broadcast to"))
def broadcast_shapes(*args: Value) -> Outcome:
    """Rule of `numpy.broadcast_shapes((3, 1), 5)`: gives sizes."""
    claims = Claims()
    shape, pending = broadcast([Array(Shape(shape_of(sizes, claims))) for sizes in args])
    return Outcome(shape.before, (*claims, *pending))
