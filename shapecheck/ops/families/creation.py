"""Creation: new arrays of a given shape, and arrays made from array-likes."""

from shapecheck.core.array import Array, Bare
from shapecheck.core.claims import Depends, InRange, Valid
from shapecheck.core.dim import maximum
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.language import Phrase
from shapecheck.ops.alike import of_alike
from shapecheck.ops.arguments import array, flag, int_of, kind_of, open_integers, shape_of, sizes_of, stretch
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value

# NumPy's limit on the number of axes, since 2.0.
_MOST_AXES = 64


@rule("numpy.zeros", "numpy.ones", "numpy.empty", form=Phrase("the given shape"), bare=Bare.ARRAY)
def zeros(
    shape: Value, dtype: Value = None, order: Value = "C", *, device: Value = None, like: Value = None
) -> Outcome:
    """Rule of `numpy.zeros(shape)`."""
    claims = Claims()
    return result(shape_of(shape, claims), claims, kind_of(dtype, "f"))


@rule("numpy.full", form=Phrase("the given shape; the value broadcasts to it"), bare=Bare.ARRAY)
def full(
    shape: Value,
    fill_value: Value,
    dtype: Value = None,
    order: Value = "C",
    *,
    device: Value = None,
    like: Value = None,
) -> Outcome:
    """Rule of `numpy.full(shape, fill_value)`."""
    claims = Claims()
    return _filled(
        Array(Shape(shape_of(shape, claims)), None, Phrase("the new array")),
        fill_value,
        claims,
        dtype,
        array(fill_value).kind,
    )


def _filled(target: Array, value: Value, claims: Claims, dtype: Value, kind: str | None) -> Outcome:
    source = array(value)
    if source.shape.rank is not None:
        stretch(source, target, claims)
    return result(target.shape, claims, kind_of(dtype, kind))


@rule("numpy.zeros_like", "numpy.ones_like", form=Phrase("the operand's shape, or the given one"), bare=Bare.ARRAY)
def zeros_like(
    a: Value,
    dtype: Value = None,
    order: Value = "K",
    subok: Value = True,
    shape: Value = None,
    *,
    device: Value = None,
) -> Outcome:
    """Rule of `numpy.zeros_like(a)`."""
    claims = Claims()
    own = array(a)
    return result(_like(own, shape, claims), claims, kind_of(dtype, own.kind))


@rule("numpy.empty_like", form=Phrase("the operand's shape, or the given one"), bare=Bare.ARRAY)
def empty_like(
    prototype: Value,
    dtype: Value = None,
    order: Value = "K",
    subok: Value = True,
    shape: Value = None,
    *,
    device: Value = None,
) -> Outcome:
    """Rule of `numpy.empty_like(prototype)`."""
    return zeros_like.function(prototype, dtype, shape=shape)


@rule(
    "numpy.full_like", form=Phrase("the operand's shape, or the given one; the value broadcasts to it"), bare=Bare.ARRAY
)
def full_like(
    a: Value,
    fill_value: Value,
    dtype: Value = None,
    order: Value = "K",
    subok: Value = True,
    shape: Value = None,
    *,
    device: Value = None,
) -> Outcome:
    """Rule of `numpy.full_like(a, fill_value)`."""
    claims = Claims()
    own = array(a)
    return _filled(Array(_like(own, shape, claims), None, Phrase("the new array")), fill_value, claims, dtype, own.kind)


def _like(operand: Array, shape: Value, claims: Claims) -> Shape:
    return operand.shape if shape is None else Shape(shape_of(shape, claims))


@rule("numpy.eye", form="(N, M or N)")
def eye(
    N: Value,
    M: Value = None,
    k: Value = 0,
    dtype: Value = None,
    order: Value = "C",
    *,
    device: Value = None,
    like: Value = None,
) -> Outcome:
    """Rule of `numpy.eye(N, M)`."""
    claims = Claims()
    (rows,) = shape_of((N,), claims)
    sizes = (rows, rows) if M is None else (rows, *shape_of((M,), claims))
    if isinstance(k, (str, list, tuple)) or k is None:
        raise Refuted(Valid(Phrase("k must be an integer (got {kind})", kind=type(k).__name__)))
    return result(sizes, claims, kind_of(dtype, "f"))


@rule("numpy.identity", form="(n, n)")
def identity(n: Value, dtype: Value = None, *, like: Value = None) -> Outcome:
    """Rule of `numpy.identity(n)`."""
    return eye.function(n, dtype=dtype)


@rule("numpy.indices", form=Phrase("(number of sizes, *sizes)"))
def indices(dimensions: Value, dtype: Value = None, sparse: Value = False) -> Outcome:
    """Rule of `numpy.indices((n, m))`. With `sparse` NumPy also takes negative sizes, for empty arrays."""
    if not isinstance(dimensions, (list, tuple, Array, Unknown)):
        raise Refuted(Valid(Phrase("the sizes must be a sequence (got {kind})", kind=type(dimensions).__name__)))
    claims = Claims()
    kind = kind_of(dtype, "i")
    if not flag(sparse):
        sizes = shape_of(dimensions, claims)
        return result((len(sizes), *sizes), claims, kind)
    sizes = tuple(maximum(size, 0) for size in open_integers(dimensions, Phrase("a size"), claims))
    ones = (1,) * len(sizes)
    parts = tuple(Array(Shape((*ones[:axis], size, *ones[axis + 1 :])), kind) for axis, size in enumerate(sizes))
    return Outcome(parts, tuple(claims))


@rule("numpy.array", form=Phrase("the shape of the array-like, with ones in front up to ndmin axes"), bare=Bare.ARRAY)
def make_array(
    object: Value,
    dtype: Value = None,
    *,
    copy: Value = True,
    order: Value = "K",
    subok: Value = False,
    ndmin: Value = 0,
    ndmax: Value = 0,
    like: Value = None,
) -> Outcome:
    """Rule of `numpy.array(object)`."""
    kind = kind_of(dtype)
    if not isinstance(ndmax, int) or ndmax:
        raise Undetermined
    if kind == "O" and not isinstance(object, Array):
        return _of_objects(object, ndmin)
    own = _read(object, dtype, copy)
    claims = Claims()
    if isinstance(object, (list, tuple)) and own.shape.rank is None:
        own = Array(Shape((len(object),), "..."), own.kind) if isinstance(dtype, Unknown) else of_alike(object)
        claims.append(Depends(Phrase("the items have one shape")))
    rank = int_of(ndmin, "ndmin")
    claims.require(InRange(rank, min(rank, 0), _MOST_AXES + 1, "ndmin"))
    sizes = sizes_of(own) if rank > 0 else ()
    added = (1,) * (rank - len(sizes))
    return result(Shape((*added, *sizes)) if added else own.shape, claims, kind_of(dtype, own.kind))


def _of_objects(value: Value, ndmin: Value) -> Outcome:
    """Give an array of objects: how deep nested lists are gone into depends on what is in them."""
    if isinstance(value, (list, tuple)) and ndmin == 0 and not any(isinstance(item, _NESTED) for item in value):
        return result((len(value),), (), "O")
    return Outcome(Array(UNKNOWN_SHAPE, "O"), (Depends(Phrase("the number of axes that the objects make is known")),))


_NESTED = (list, tuple, Array, Unknown)  # what may have items, which may make an axis of their own


def _read(value: Value, dtype: Value, copy: Value) -> Array:
    """Read an array-like of which `copy=False` forbids to make a copy: so since NumPy 2.0."""
    try:
        own = array(value)
    except Refuted:
        if isinstance(dtype, Unknown) or kind_of(dtype) == "O":  # items of any shapes are objects
            raise Undetermined from None
        raise
    if copy is False and not isinstance(value, Unknown):
        kind = kind_of(dtype, own.kind)
        if not isinstance(value, Array) or (kind is not None and own.kind is not None and kind != own.kind):
            raise Refuted(Valid(Phrase("no array can be made of this without a copy, and copy=False forbids a copy")))
    return own


@rule("numpy.asarray", "numpy.asanyarray", form=Phrase("the shape of the array-like"), bare=Bare.ARRAY)
def asarray(
    a: Value,
    dtype: Value = None,
    order: Value = None,
    *,
    device: Value = None,
    copy: Value = None,
    like: Value = None,
) -> Outcome:
    """Rule of `numpy.asarray(a)`."""
    return make_array.function(a, dtype, copy=copy)


@rule("numpy.ascontiguousarray", "numpy.asfortranarray", form=Phrase("the shape of the array-like, (1,) for a number"))
def ascontiguousarray(a: Value, dtype: Value = None, *, like: Value = None) -> Outcome:
    """Rule of `numpy.ascontiguousarray(a)`."""
    return make_array.function(a, dtype, ndmin=1)


@rule("numpy.copy", form=Phrase("the shape of the array-like"), bare=Bare.ARRAY)
def copy_of(a: Value, order: Value = "K", subok: Value = False) -> Outcome:
    """Rule of `numpy.copy(a)`."""
    return make_array.function(a)


@rule("ndarray.copy", form=Phrase("the array's shape"), bare=None)
def copy_method(a: Value, /, order: Value = "C") -> Outcome:
    """Rule of `a.copy()`."""
    return make_array.function(a)


@rule("ndarray.astype", form=Phrase("the array's shape"), bare=None)
def astype_method(
    a: Value,
    /,
    dtype: Value,
    order: Value = "K",
    casting: Value = "unsafe",
    subok: Value = True,
    copy: Value = True,
) -> Outcome:
    """Rule of `a.astype(dtype)`."""
    own = array(a)
    return result(own.shape, (), kind_of(dtype, "f"))


@rule("numpy.astype", form=Phrase("the array's shape"), bare=None)
def astype(x: Value, dtype: Value, /, *, copy: Value = True, device: Value = None) -> Outcome:
    """Rule of `numpy.astype(x, dtype)`."""
    if not isinstance(x, (Array, Unknown)):
        raise Refuted(Valid(Phrase("x must be an array (got {kind})", kind=type(x).__name__)))
    return astype_method.function(x, dtype)
