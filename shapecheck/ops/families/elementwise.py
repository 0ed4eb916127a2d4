"""Element-wise operations: the universal functions, their operators, and what broadcasts as they do."""

from shapecheck.core.array import Array, Bare
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Depends, Valid
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, into, kind_of
from shapecheck.ops.rule import Claims, Outcome, Refuted, Rule, Undetermined, rule
from shapecheck.ops.values import Unknown, Value

_REAL = "real"  # in place of a least kind: that of the one operand, but real numbers of complex ones
_KINDS = "bifc"  # element kinds in the order in which NumPy promotes them

# Universal functions: how many operands and results, the least element kind of the result (None: always a boolean;
# "?": not one).
_UFUNCS: tuple[tuple[int, int, str | None, str], ...] = (
    (1, 1, _REAL, "abs absolute"),
    (1, 1, "b", "ceil floor invert bitwise_invert bitwise_not trunc"),
    (1, 1, "i", "bitwise_count conj conjugate negative positive reciprocal sign square"),
    (1, 1, "f", """acos acosh arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh cbrt cos cosh deg2rad
        degrees exp exp2 expm1 fabs log log10 log1p log2 rad2deg radians rint sin sinh spacing sqrt tan tanh"""),
    (1, 1, None, "isfinite isinf isnan logical_not signbit"),
    (2, 1, "b", "add bitwise_and bitwise_or bitwise_xor fmax fmin maximum minimum multiply subtract"),
    (2, 1, "i", """bitwise_left_shift bitwise_right_shift floor_divide fmod gcd lcm left_shift mod pow power remainder
        right_shift"""),
    (2, 1, "f", """arctan2 atan2 copysign divide float_power heaviside hypot ldexp logaddexp logaddexp2 nextafter
        true_divide"""),
    (2, 1, None, "equal greater greater_equal less less_equal logical_and logical_or logical_xor not_equal"),
    (1, 2, "f", "modf"),
    (1, 2, "?", "frexp"),
    (2, 2, "i", "divmod"),
)  # fmt: skip
_UNARY_OPERATORS = "neg pos invert"
_OPERATORS: tuple[tuple[str | None, str], ...] = (
    ("b", "add sub mul and_ or_ xor"),
    ("i", "floordiv mod pow lshift rshift"),
    ("f", "truediv"),
    (None, "eq ne lt le gt ge"),
)
_IN_PLACE = "iadd isub imul itruediv ifloordiv imod ipow iand ior ixor ilshift irshift"


def _names(owner: str, names: str) -> tuple[str, ...]:
    return tuple(f"{owner}.{name}" for name in names.split())


def promoted(operands: tuple[Array, ...], least: str | None) -> str | None:
    """Give the element kind of a result: the operands' greatest, at least `least`; None where one is not known."""
    if least is None:
        return "b"
    kinds = [operand.kind for operand in operands]
    if "O" in kinds:
        return "O"
    if least == _REAL:
        return "f" if kinds[0] == "c" else kinds[0]
    if least == "?" or any(kind is None or kind not in _KINDS for kind in kinds):
        return None
    return max((least, *filter(None, kinds)), key=_KINDS.index)


def _together(operands: tuple[Array, ...], out: Value, kind: str | None, claims: Claims) -> Outcome:
    """Give the outcome of operands that broadcast together."""
    shape, pending = broadcast(operands)
    for claim in pending:
        claims.require(claim)
    return Outcome(into(out, shape, kind, claims), tuple(claims))


def outputs(by_position: tuple[Value, ...], out: Value, results: int) -> tuple[Value, ...]:
    """Give what the results of a universal function are written to, each None where a new array is made.

    The outputs are given one by one behind the operands, where they are no tuples, or by name.
    """
    if by_position:
        if out is not ...:
            raise Refuted(Valid(Phrase("out is given by position and by name")))
        if len(by_position) > results:
            raise Refuted(
                Valid(
                    Phrase(
                        "there are more outputs than results (got {count} for {results})",
                        count=len(by_position),
                        results=results,
                    )
                )
            )
        if any(isinstance(target, tuple) for target in by_position):
            raise Refuted(Valid(Phrase("an output that is given by position must be an array, not a tuple")))
        return (*by_position, *(None,) * (results - len(by_position)))
    if out is ... or out is None:
        return (None,) * results
    if results > 1 and not isinstance(out, (tuple, Unknown)):
        raise Refuted(Valid(Phrase("out must be a tuple of arrays where there are several results")))
    targets = out if isinstance(out, tuple) else (out,) * results
    if len(targets) != results:
        raise Refuted(
            Valid(
                Phrase(
                    "out must have one entry for each of {results} results (got {count})",
                    results=results,
                    count=len(targets),
                )
            )
        )
    return targets


def _ufunc(
    operands: tuple[Value, ...],
    results: int,
    least: str | None,
    outs: tuple[Value, ...] = (),
    out: Value = ...,
    where: Value = True,
    dtype: Value = None,
) -> Outcome:
    """Give the outcome of a universal function; `where` broadcasts with the operands."""
    arrays = tuple(array(operand) for operand in operands)
    kind = kind_of(dtype, promoted(arrays, least))
    masked = arrays if where is True else (*arrays, array(where))
    targets = outputs(outs, out, results)
    if results == 1:
        return _together(masked, targets[0], kind, Claims())
    # Where there are several, each output must have the shape that the operands and all outputs broadcast to.
    given = tuple(target for target in targets if isinstance(target, Array))
    parts = [_together((*masked, *given), target, kind, Claims()) for target in targets]
    return Outcome(tuple(part.result for part in parts), tuple(claim for part in parts for claim in part.claims))


def _unary(results: int, least: str | None, names: tuple[str, ...]) -> Rule:
    @rule(*names, form="()->" + ",".join(["()"] * results), own=False)
    def unary(
        x: Value,
        /,
        *outs: Value,
        out: Value = ...,
        where: Value = True,
        casting: Value = "same_kind",
        order: Value = "K",
        dtype: Value = None,
        subok: Value = True,
        signature: Value = None,
        sig: Value = None,
    ) -> Outcome:
        return _ufunc((x,), results, least, outs, out, where, dtype)

    return unary


def _binary(results: int, least: str | None, names: tuple[str, ...]) -> Rule:
    @rule(*names, form="(),()->" + ",".join(["()"] * results), own=False)
    def binary(
        x1: Value,
        x2: Value,
        /,
        *outs: Value,
        out: Value = ...,
        where: Value = True,
        casting: Value = "same_kind",
        order: Value = "K",
        dtype: Value = None,
        subok: Value = True,
        signature: Value = None,
        sig: Value = None,
    ) -> Outcome:
        return _ufunc((x1, x2), results, least, outs, out, where, dtype)

    return binary


def _operator(least: str | None, names: tuple[str, ...]) -> Rule:
    @rule(*names, form="(),()->()")
    def binary_operator(left: Value, right: Value, /) -> Outcome:
        return _ufunc((left, right), 1, least)

    return binary_operator


UFUNCS = tuple(
    (_unary if operands == 1 else _binary)(results, least, _names("numpy", names))
    for operands, results, least, names in _UFUNCS
)
OPERATORS = tuple(_operator(least, _names("operator", names)) for least, names in _OPERATORS)


@rule("operator.abs", form="()->()")
def absolute_operator(operand: Value, /) -> Outcome:
    """Rule of `abs(a)`."""
    return _ufunc((operand,), 1, _REAL)


@rule(*_names("operator", _UNARY_OPERATORS), form="()->()")
def unary_operator(operand: Value, /) -> Outcome:
    """Rule of `-a` and its like."""
    own = array(operand)
    return Outcome(Array(own.shape, own.kind))


def _of_number(left: Array, right: Array) -> Outcome:
    """Give the outcome of `a += b` for a number, which is a new value. An array without axes would keep its shape."""
    found = _together((left, right), None, promoted((left, right), "b"), Claims())
    if Bare.ARRAY not in left.bare or right.shape.rank == 0 or right.shape.rank is None:
        return found
    return Outcome(
        found.result, (*found.claims, Depends(Phrase("the left operand is a number, not an array without axes")))
    )


@rule(*_names("operator", _IN_PLACE), form=Phrase("the result is stretched to the left operand, which keeps its shape"))
def in_place(left: Value, right: Value, /) -> Outcome:
    """Rule of `a += b` and its like: the left operand is also the output."""
    if isinstance(left, (list, tuple, str)):
        raise Undetermined  # a list is extended
    target = array(left)
    if not isinstance(left, Array) or (target.shape.rank == 0 and target.bare is not Bare.ARRAY):
        return _of_number(target, array(right))
    found = _together((target, array(right)), target, target.kind, Claims())
    return Outcome(target, found.claims)
