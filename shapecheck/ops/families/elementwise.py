"""Element-wise operations: the universal functions, their operators, and what broadcasts as they do."""

from shapecheck.core.array import Array
from shapecheck.core.broadcast import broadcast
from shapecheck.ops.arguments import array, into, kind_of
from shapecheck.ops.rule import Claims, Outcome, Rule, rule
from shapecheck.ops.values import Value

_UNARY = """absolute arccos arccosh arcsin arcsinh arctan arctanh bitwise_count cbrt ceil conjugate cos cosh deg2rad
    degrees exp exp2 expm1 fabs floor invert log log10 log1p log2 negative positive rad2deg radians reciprocal rint
    sign sin sinh spacing sqrt square tan tanh trunc"""
_UNARY_TESTS = "isfinite isinf isnan logical_not signbit"
_BINARY = """add arctan2 bitwise_and bitwise_or bitwise_xor copysign divide floor_divide float_power fmax fmin fmod gcd
    heaviside hypot lcm ldexp left_shift logaddexp logaddexp2 maximum minimum multiply nextafter power remainder
    right_shift subtract"""
_BINARY_TESTS = "equal greater greater_equal less less_equal logical_and logical_or logical_xor not_equal"
_UNARY_OPERATORS = "neg pos abs invert"
_OPERATORS = "add sub mul truediv floordiv mod pow and_ or_ xor lshift rshift"
_OPERATOR_TESTS = "eq ne lt le gt ge"
_IN_PLACE = "iadd isub imul itruediv ifloordiv imod ipow iand ior ixor ilshift irshift"


def _names(owner: str, names: str) -> tuple[str, ...]:
    return tuple(f"{owner}.{name}" for name in names.split())


def _together(operands: tuple[Array, ...], out: Value, kind: str | None, claims: Claims) -> Outcome:
    """Give the outcome of operands that broadcast together."""
    shape, pending = broadcast(operands)
    for claim in pending:
        claims.require(claim)
    return Outcome(into(out, shape, kind, claims), tuple(claims))


def _common_kind(operands: tuple[Array, ...]) -> str | None:
    kinds = {operand.kind for operand in operands}
    return kinds.pop() if len(kinds) == 1 else None


def _ufunc(operands: tuple[Value, ...], out: Value, where: Value, dtype: Value, kind: str | None) -> Outcome:
    """Give the outcome of a universal function; `where` broadcasts with the operands."""
    arrays = tuple(array(operand) for operand in operands)
    kind = kind_of(dtype, kind or _common_kind(arrays))
    return _together(arrays if where is True else (*arrays, array(where)), out, kind, Claims())


def _unary(names: tuple[str, ...], kind: str | None) -> Rule:
    @rule(*names, form="()->()")
    def unary(
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
    ) -> Outcome:
        return _ufunc((x,), out, where, dtype, kind)

    return unary


def _binary(names: tuple[str, ...], kind: str | None) -> Rule:
    @rule(*names, form="(),()->()")
    def binary(
        x1: Value,
        x2: Value,
        /,
        out: Value = None,
        *,
        where: Value = True,
        casting: Value = "same_kind",
        order: Value = "K",
        dtype: Value = None,
        subok: Value = True,
        signature: Value = None,
    ) -> Outcome:
        return _ufunc((x1, x2), out, where, dtype, kind)

    return binary


def _operator(names: tuple[str, ...], kind: str | None) -> Rule:
    @rule(*names, form="(),()->()")
    def binary_operator(left: Value, right: Value, /) -> Outcome:
        return _ufunc((left, right), None, True, None, kind)

    return binary_operator


UFUNCS = (
    _unary(_names("numpy", _UNARY), None),
    _unary(_names("numpy", _UNARY_TESTS), "b"),
    _binary(_names("numpy", _BINARY), None),
    _binary(_names("numpy", _BINARY_TESTS), "b"),
    _operator(_names("operator", _OPERATORS), None),
    _operator(_names("operator", _OPERATOR_TESTS), "b"),
)


@rule(*_names("operator", _UNARY_OPERATORS), form="()->()")
def unary_operator(operand: Value, /) -> Outcome:
    """Rule of `-a` and its like."""
    own = array(operand)
    return Outcome(Array(own.shape, own.kind))


@rule(*_names("operator", _IN_PLACE), form="the result is stretched to the left operand, which keeps its shape")
def in_place(left: Value, right: Value, /) -> Outcome:
    """Rule of `a += b` and its like: the left operand is also the output."""
    target = array(left)
    return _together((target, array(right)), target, target.kind, Claims())


@rule("numpy.where", form="(),(),()->(); with one argument as nonzero")
def where(condition: Value, x: Value = None, y: Value = None, /) -> Outcome:
    """Rule of `numpy.where(condition, x, y)`."""
    operands = tuple(array(operand) for operand in (condition, x, y))
    return _together(operands, None, _common_kind(operands[1:]), Claims())
