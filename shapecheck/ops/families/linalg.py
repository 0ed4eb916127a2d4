"""Linear algebra: `numpy.linalg` on stacks of matrices, most of it as NumPy's own gufunc signatures.

That a matrix is singular, or that an iteration does not converge, is a matter of elements: no claim is made of it.
"""

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.claims import Agree, Divides, RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Size, minimum, product
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, broadcast_into, flag, fraction_kind, fresh_size, if_some, int_of, sizes_of
from shapecheck.ops.rule import Claims, Outcome, Refuted, Rule, Undetermined, result, rule
from shapecheck.ops.signature import apply_signature, parse_signature
from shapecheck.ops.values import Unknown, Value

_MATRIX = Phrase("rows and columns")


def _stacked(text: str, *operands: Array) -> Outcome:
    """Give the outcome of a gufunc signature: an array, or a tuple of them."""
    claims = Claims()
    found = apply_signature(parse_signature(text), operands, claims, _MATRIX)
    arrays = tuple(Array(Shape(sizes)) for sizes in found)
    return Outcome(arrays[0] if len(arrays) == 1 else arrays, tuple(claims))


def _text(value: Value, what: str, known: tuple[str, ...]) -> str:
    """Read a choice from a few words."""
    if isinstance(value, Unknown):
        raise Undetermined
    if not isinstance(value, str) or value not in known:
        raise Refuted(
            Valid(
                Phrase(
                    "{what} must be one of {known} (got {value!r})",
                    what=what,
                    known=", ".join(map(repr, known)),
                    value=value,
                )
            )
        )
    return value


def _on_squares(name: str, form: str) -> Rule:
    @rule(f"numpy.linalg.{name}", form=form)
    def on_squares(a: Value) -> Outcome:
        return _stacked(form, array(a))

    return on_squares


def _on_triangles(name: str, form: str) -> Rule:
    """Make the rule of a function that reads the lower or upper triangle of square matrices."""

    @rule(f"numpy.linalg.{name}", form=form)
    def on_triangles(a: Value, UPLO: Value = "L") -> Outcome:
        _text(UPLO, "UPLO", ("L", "U", "l", "u"))
        return _stacked(form, array(a))

    return on_triangles


SQUARE = (
    _on_squares("inv", "(n,n)->(n,n)"),
    _on_squares("det", "(n,n)->()"),
    _on_squares("slogdet", "(n,n)->(),()"),
    _on_squares("eig", "(n,n)->(n),(n,n)"),
    _on_squares("eigvals", "(n,n)->(n)"),
    _on_triangles("eigh", "(n,n)->(n),(n,n)"),
    _on_triangles("eigvalsh", "(n,n)->(n)"),
)


@rule("numpy.linalg.cholesky", form="(n,n)->(n,n)")
def cholesky(a: Value, /, *, upper: Value = False) -> Outcome:
    """Rule of `numpy.linalg.cholesky(a)`."""
    return _stacked("(n,n)->(n,n)", array(a))


@rule("numpy.linalg.matrix_power", form="(n,n)->(n,n)")
def matrix_power(a: Value, n: Value) -> Outcome:
    """Rule of `numpy.linalg.matrix_power(a, 3)`."""
    if isinstance(n, (float, complex, str)):
        raise Refuted(Valid(Phrase("the exponent must be an integer (got {kind})", kind=type(n).__name__)))
    return _stacked("(n,n)->(n,n)", array(a))


@rule("numpy.linalg.solve", form=Phrase("(n,n),(n)->(n) for a vector b, else (n,n),(n,k)->(n,k)"))
def solve(a: Value, b: Value) -> Outcome:
    """Rule of `numpy.linalg.solve(a, b)`; since NumPy 2, b is a vector only when it has one axis."""
    left, right = array(a), array(b)
    if len(sizes_of(right)) == 1:
        return _stacked("(n,n),(n)->(n)", left, right)
    return _stacked("(n,n),(n,k)->(n,k)", left, right)


@rule("numpy.linalg.lstsq", form=Phrase("(m,n),(m)->(n),(r),(),(k) or (m,n),(m,k)->(n,k),(r),(),(k); k = min(m,n)"))
def lstsq(a: Value, b: Value, rcond: Value = None) -> Outcome:
    """Rule of `numpy.linalg.lstsq(a, b)`; whether there are residuals depends on the rank of a."""
    left, right = array(a), array(b)
    claims = Claims()
    claims.require(RankIs(left, 2, 2))
    claims.require(RankIs(right, 1, 2))
    claims.require(Agree(Axis(left, 0), Axis(right, 0), Phrase("rows")))
    rows, columns = sizes_of(left)
    others = sizes_of(right)[1:]
    residuals, fresh = fresh_size("residuals")
    count: Size = residuals
    if at_least(columns, rows) is Verdict.YES:
        count = 0
    sizes: tuple[tuple[Size, ...], ...] = ((columns, *others), (count,), (), (minimum(rows, columns),))
    arrays = tuple(Array(Shape(own)) for own in sizes)
    return Outcome(arrays, tuple(claims), () if count == 0 else (fresh,))


def _svd(operand: Array, full: bool, vectors: bool, hermitian: bool) -> Outcome:
    claims = Claims()
    claims.require(RankIs(operand, 2))
    *outer, rows, columns = sizes_of(operand)
    if hermitian:
        _square(operand, claims)
    least = minimum(rows, columns)
    values = Array(Shape((*outer, least)), "f")
    if not vectors:
        return Outcome(values, tuple(claims))
    kind = fraction_kind(operand)
    left = Array(Shape((*outer, rows, rows if full or hermitian else least)), kind)
    right = Array(Shape((*outer, columns if full or hermitian else least, columns)), kind)
    return Outcome((left, values, right), tuple(claims))


def _square(operand: Array, claims: Claims) -> None:
    rank = len(sizes_of(operand))
    claims.require(Agree(Axis(operand, rank - 2), Axis(operand, rank - 1), _MATRIX))


@rule("numpy.linalg.svd", form=Phrase("(m,n)->(m,m),(k),(n,n), or (m,k),(k),(k,n) without full_matrices; k = min(m,n)"))
def svd(a: Value, full_matrices: Value = True, compute_uv: Value = True, hermitian: Value = False) -> Outcome:
    """Rule of `numpy.linalg.svd(a)`."""
    flags = flag(full_matrices), flag(compute_uv), flag(hermitian)
    return _svd(array(a), *flags)


@rule("numpy.linalg.svdvals", form=Phrase("(m,n)->(k); k = min(m,n)"))
def svdvals(x: Value, /) -> Outcome:
    """Rule of `numpy.linalg.svdvals(x)`."""
    return _svd(array(x), False, False, False)


_QR_MODES = ("reduced", "complete", "r", "raw", "f", "full", "e", "economic")


@rule("numpy.linalg.qr", form=Phrase("(m,n)->(m,k),(k,n); k = min(m,n), or m where mode is complete"))
def qr(a: Value, mode: Value = "reduced") -> Outcome:
    """Rule of `numpy.linalg.qr(a)`."""
    chosen = _text(mode, "mode", _QR_MODES)
    operand = array(a)
    claims = Claims()
    claims.require(RankIs(operand, 2))
    *outer, rows, columns = sizes_of(operand)
    least = minimum(rows, columns)
    if chosen == "r":
        return result((*outer, least, columns), claims, fraction_kind(operand))
    if chosen in {"e", "economic"}:
        return result((*outer, rows, columns), claims, fraction_kind(operand))
    if chosen == "raw":
        shapes: tuple[tuple[Size, ...], ...] = (*outer, columns, rows), (*outer, least)
    else:
        inner = rows if chosen == "complete" else least
        shapes = (*outer, rows, inner), (*outer, inner, columns)
    return Outcome(tuple(Array(Shape(sizes), fraction_kind(operand)) for sizes in shapes), tuple(claims))


@rule("numpy.linalg.pinv", form="(m,n)->(n,m)")
def pinv(a: Value, rcond: Value = None, hermitian: Value = False, *, rtol: Value = ...) -> Outcome:
    """Rule of `numpy.linalg.pinv(a)`; a tolerance for each matrix is stretched to the stack."""
    if rcond is not None and rtol is not ...:
        raise Refuted(Valid(Phrase("rcond and rtol must not both be given")))
    operand = array(a)
    claims = Claims()
    claims.require(RankIs(operand, 2))
    *outer, rows, columns = sizes_of(operand)
    tolerance = rcond if rtol is ... else rtol
    wanted = Claims()
    try:
        if flag(hermitian):
            _square(operand, wanted)
        if tolerance is not None:
            broadcast_into(array(tolerance), Array(Shape(tuple(outer)), name=Phrase("the stack of matrices")), wanted)
    except Refuted as stop:
        wanted.append(stop.claim)
    # An empty matrix gives an empty one before anything is looked at; a stack of none is looked at.
    if_some(rows * columns, claims, wanted, Phrase("the matrices are square and the tolerance fits, or they are empty"))
    # Empty ones keep the kind of their elements.
    return result((*outer, columns, rows), claims, operand.kind if operand.kind in {"f", "c"} else None)


@rule("numpy.linalg.tensorinv", form=Phrase("(*q,*s)->(*s,*q), where q has ind axes and as many elements as s"))
def tensorinv(a: Value, ind: Value = 2) -> Outcome:
    """Rule of `numpy.linalg.tensorinv(a, ind)`."""
    operand = array(a)
    claims = Claims()
    count = int_of(ind, "ind")
    if count <= 0:
        raise Refuted(Valid(Phrase("ind must be positive (got {count})", count=count)))
    claims.require(RankIs(operand, 1))
    sizes = sizes_of(operand)
    first, last = product(sizes[:count]), product(sizes[count:])
    elements = Quantity(last, Phrase("elements along the last axes"))
    claims.require(Divides(elements, Quantity(first * last, Phrase("elements"))))
    claims.require(
        Agree(Quantity(first, Phrase("elements along the first axes")), elements, Phrase("numbers of elements"))
    )
    return result((*sizes[count:], *sizes[:count]), claims, fraction_kind(operand))


@rule("numpy.linalg.tensorsolve", form=Phrase("(*s,*q),(*s)->(*q), where q has as many elements as s"), bare=Bare.ARRAY)
def tensorsolve(a: Value, b: Value, axes: Value = None) -> Outcome:
    """Rule of `numpy.linalg.tensorsolve(a, b)`."""
    left, right = array(a), array(b)
    claims = Claims()
    rank = len(sizes_of(left))
    order = list(range(rank))
    if axes is not None:
        for value in axes if isinstance(axes, (tuple, list)) else (axes,):
            axis = int_of(value, "axis")
            if axis not in order:
                raise Refuted(Valid(Phrase("axes must be from 0 to {number} (got {axis})", number=rank - 1, axis=axis)))
            order.remove(axis)
            order.append(axis)
    sizes = tuple(sizes_of(left)[axis] for axis in order)
    # As NumPy slices it: where b has as many axes as a, or more, that is not "the rest".
    solved = sizes[-(rank - len(sizes_of(right))) :]
    unknowns = Quantity(product(solved), Phrase("unknowns"))
    claims.require(
        Agree(Quantity(product(sizes), Phrase("elements of a")), _squared(unknowns), Phrase("numbers of elements"))
    )
    claims.require(
        Agree(unknowns, Quantity(product(sizes_of(right)), Phrase("elements of b")), Phrase("numbers of elements"))
    )
    return result(solved, claims)


def _squared(number: Quantity) -> Quantity:
    return Quantity(number.size * number.size, Phrase("{what} squared", what=number.what))
