"""Functions of one array, element by element, that are no universal functions; and arrays that keep their shape."""

from shapecheck.core.array import ANY, Array, Bare
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import RankIs, Valid
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.core.terms import Symbol
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axes_of, axis_of, fresh_size, into, kind_of, sequence, sizes_of
from shapecheck.ops.families.creation import make_array
from shapecheck.ops.families.indexing import setitem
from shapecheck.ops.rule import Claims, Outcome, Refuted, Rule, Undetermined, result, rule
from shapecheck.ops.values import Dtype, Unknown, Value

_SAME = "()->()"
_INEXACT = {"b": "f", "i": "f", "u": "f", "f": "f", "c": "c"}  # the kind of a result that has a fraction


def _real_only(operand: Array, name: str) -> None:
    if operand.kind == "c":
        raise Refuted(Valid(Phrase("{name} takes no complex numbers", name=name)))


@rule("numpy.sinc", form=_SAME)
def sinc(x: Value) -> Outcome:
    """Rule of `numpy.sinc(x)`."""
    operand = array(x)
    return result(operand.shape, (), _INEXACT.get(operand.kind or ""))


@rule("numpy.i0", form=_SAME, bare=Bare.ARRAY)
def i0(x: Value) -> Outcome:
    """Rule of `numpy.i0(x)`."""
    operand = array(x)
    _real_only(operand, "i0")
    return result(operand.shape, (), "f")


@rule("numpy.angle", form=_SAME)
def angle(z: Value, deg: Value = False) -> Outcome:
    """Rule of `numpy.angle(z)`."""
    return result(array(z).shape, (), "f")


@rule("numpy.nan_to_num", form=_SAME)
def nan_to_num(x: Value, copy: Value = True, nan: Value = 0.0, posinf: Value = None, neginf: Value = None) -> Outcome:
    """Rule of `numpy.nan_to_num(x)`: each replacement is a number, or an array that is stretched to x."""
    operand = array(x)
    if any(array(value).shape.rank != 0 for value in (nan, posinf, neginf)):
        raise Undetermined
    return result(operand.shape, (), operand.kind)


@rule("numpy.real_if_close", form=_SAME, bare=Bare.ARRAY)
def real_if_close(a: Value, tol: Value = 100) -> Outcome:
    """Rule of `numpy.real_if_close(a)`: complex elements become real where that loses nothing."""
    operand = array(a)
    return result(operand.shape, (), None if operand.kind == "c" else operand.kind)


@rule("numpy.fix", form=_SAME, own=False)
def fix(x: Value, out: Value = None) -> Outcome:
    """Rule of `numpy.fix(x)`."""
    operand, claims = array(x), Claims()
    _real_only(operand, "fix")
    return Outcome(into(out, operand.shape, operand.kind if operand.kind == "f" else None, claims), tuple(claims))


@rule("numpy.iscomplex", "numpy.isreal", form=_SAME)
def isreal(x: Value) -> Outcome:
    """Rule of `numpy.isreal(x)`."""
    operand = array(x)
    return result(operand.shape, (), "b", ANY if operand.kind == "c" else Bare.SCALAR | Bare.NUMBER)


@rule("numpy.isneginf", "numpy.isposinf", form=_SAME, own=False)
def isposinf(x: Value, out: Value = None) -> Outcome:
    """Rule of `numpy.isposinf(x)`: `out` broadcasts with x."""
    operand, claims = array(x), Claims()
    _real_only(operand, "isposinf")
    return Outcome(into(out, operand.shape, "b", claims), tuple(claims))


@rule("numpy.sort_complex", form=Phrase("the same shape; at least one axis"))
def sort_complex(a: Value) -> Outcome:
    """Rule of `numpy.sort_complex(a)`."""
    operand, claims = array(a), Claims()
    claims.require(RankIs(operand, 1))
    return result(operand.shape, claims, "c")


@rule("numpy.unwrap", form=Phrase("the same shape; the axis is one of its axes"))
def unwrap(p: Value, discont: Value = None, axis: Value = -1, *, period: Value = 6.283185307179586) -> Outcome:
    """Rule of `numpy.unwrap(p)`."""
    operand, claims = array(p), Claims()
    axis_of(operand, axis, claims)
    if any(array(value).shape.rank != 0 for value in (discont, period)):
        raise Undetermined
    kind = array(period).kind if operand.kind in {"b", "i", "f"} else None
    return result(operand.shape, claims, operand.kind if operand.kind == "f" or kind == "i" else kind)


@rule("numpy.piecewise", form=Phrase("the shape of x; each condition has it, as many functions or one more"))
def piecewise(x: Value, condlist: Value, funclist: Value, *args: Value, **kw: Value) -> Outcome:
    """Rule of `numpy.piecewise(x, [x < 0, x >= 0], [-1, 1])`; what the functions give is not known."""
    operand, claims = array(x), Claims()
    stacked = array(condlist)
    if not sizes_of(operand) or not sizes_of(stacked):
        raise Undetermined
    # NumPy reads the conditions as one array, of which a single condition is a row.
    conditions = sequence(stacked) if len(sizes_of(stacked)) > 1 else [stacked]
    functions = sequence(funclist)
    if len(functions) - len(conditions) not in (0, 1):
        problem = Phrase(
            "there must be as many functions as conditions, or one more (got {count})", count=len(functions)
        )
        raise Refuted(Valid(problem))
    for condition in conditions:
        mask = Array(condition.shape, "b", condition.name)
        claims.extend(setitem.function(operand, mask, 0).claims)
    return result(operand.shape, claims, operand.kind)


@rule("numpy.trim_zeros", form=Phrase("each axis, or those given, made shorter as data says"))
def trim_zeros(filt: Value, trim: Value = "fb", axis: Value = None) -> Outcome:
    """Rule of `numpy.trim_zeros(a)`: of several axes since NumPy 2.2."""
    if not isinstance(filt, Array):
        raise Undetermined  # a list stays a list
    if isinstance(trim, str) and not set(trim.lower()) <= set("fb"):
        raise Refuted(Valid(Phrase("trim must be of the letters f and b (got {trim!r})", trim=trim)))
    claims = Claims()
    axes = axes_of(filt, axis, claims)
    sizes = list(sizes_of(filt))
    fresh: list[Symbol] = []
    for at in axes:
        sizes[at], own = fresh_size("trimmed", at)
        fresh.append(own)
    return Outcome(Array(Shape(tuple(sizes)), filt.kind), tuple(claims), tuple(fresh))


@rule("numpy.require", form=Phrase("the shape of the array-like"), bare=Bare.ARRAY)
def require(a: Value, dtype: Value = None, requirements: Value = None, *, like: Value = None) -> Outcome:
    """Rule of `numpy.require(a)`."""
    wanted = requirements if isinstance(requirements, (list, tuple, str)) else ()
    if any(text in wanted for text in ("C", "c")) and any(text in wanted for text in ("F", "f")):
        raise Refuted(Valid(Phrase("an array cannot be required in both orders")))
    return make_array.function(a, dtype)


@rule("numpy.asarray_chkfinite", form=Phrase("the shape of the array-like"), bare=Bare.ARRAY)
def asarray_chkfinite(a: Value, dtype: Value = None, order: Value = None) -> Outcome:
    """Rule of `numpy.asarray_chkfinite(a)`, which refuses what is not finite."""
    return make_array.function(a, dtype)


@rule("ndarray.conj", "ndarray.conjugate", form=_SAME)
def conjugate_method(self: Value, out: Value = None, /) -> Outcome:
    """Rule of `a.conj()`."""
    if out is not None:
        raise Undetermined
    operand = array(self)
    bare = ANY if operand.kind is None else Bare.SCALAR if operand.kind == "c" else operand.bare
    return result(operand.shape, (), operand.kind, bare)


@rule("ndarray.byteswap", form=_SAME, bare=None)
def byteswap(self: Value, /, inplace: Value = False) -> Outcome:
    """Rule of `a.byteswap()`."""
    operand = array(self)
    return result(operand.shape, (), operand.kind)


@rule("ndarray.to_device", form=_SAME, bare=None)
def to_device(self: Value, device: Value, /, *, stream: Value = None) -> Outcome:
    """Rule of `a.to_device("cpu")`: NumPy knows no other device."""
    if isinstance(stream, Unknown) or isinstance(device, Unknown):
        raise Undetermined
    if stream is not None or (isinstance(device, str) and device != "cpu"):
        raise Refuted(Valid(Phrase("the only device of NumPy is 'cpu', without a stream")))
    operand = array(self)
    return result(operand.shape, (), operand.kind)


@rule("ndarray.dtype", form=Phrase("the element type"), attribute=True)
def dtype(self: Value, /) -> Outcome:
    """Rule of `a.dtype`, as an argument of other calls."""
    if isinstance(self, Unknown):
        raise Undetermined
    return Outcome(Dtype(array(self).kind))


# The kinds of elements that NumPy's scalar types make of numbers and of whole arrays: `numpy.float32(X)`.
_SCALAR_TYPES = {
    "b": "bool bool_",
    "i": """byte int16 int32 int64 int8 int_ intc intp long longlong short ubyte uint uint16 uint32 uint64 uint8 uintc
        uintp ulong ulonglong ushort""",
    "f": "double float128 float16 float32 float64 float_ half longdouble longfloat single",
    "c": "clongdouble clongfloat complex256 longcomplex",
}  # fmt: skip


def _scalar_type(kind: str, names: str) -> Rule:
    @rule(*(f"numpy.{name}" for name in names.split()), form=_SAME)
    def converted(x: Value = 0, /) -> Outcome:
        return result(array(x).shape, (), kind)

    return converted


SCALAR_TYPES = tuple(_scalar_type(kind, names) for kind, names in _SCALAR_TYPES.items())


@rule(
    *(f"numpy.{name}" for name in "cdouble cfloat complex128 complex64 complex_ csingle singlecomplex".split()),
    form=Phrase("of one argument its shape, of a real and an imaginary part a number"),
)
def complex_number(real: Value = 0, imag: Value = None, /) -> Outcome:
    """Rule of `numpy.complex128(real, imag)`."""
    if imag is None:
        return result(array(real).shape, (), "c")
    parts = array(real), array(imag)
    if any(isinstance(value, (list, tuple)) for value in (real, imag)):
        raise Refuted(Valid(Phrase("the real and the imaginary part must be numbers")))
    if any(part.shape.rank != 0 or part.kind not in {"b", "i", "f"} for part in parts):
        raise Undetermined
    return result(SCALAR, (), "c")


@rule("numpy.isnat", form=_SAME, own=False)
def isnat(
    x: Value,
    /,
    out: Value = None,
    *,
    where: Value = True,
    casting: Value = "same_kind",
    order: Value = "K",
    dtype: Value = None,
    subok: Value = True,
    signature: Value = None,
    sig: Value = None,
) -> Outcome:
    """Rule of `numpy.isnat(dates)`: as a universal function."""
    operand, claims = array(x), Claims()
    if operand.kind in {"b", "i", "f", "c"}:
        raise Refuted(Valid(Phrase("isnat takes dates and time spans only")))
    shape, pending = broadcast((operand,) if where is True else (operand, array(where)))
    for claim in pending:
        claims.require(claim)
    return Outcome(into(out, shape, kind_of(dtype, "b"), claims), tuple(claims))
