"""Signals: Fourier transforms, convolution, interpolation.

A transform along one axis is one function; the transforms along several are the same function, axis after axis.
"""

from collections.abc import Sequence

from shapecheck.core.array import Array, Axis, Bare, Quantity
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Agree, AtLeast, Depends, RankIs, Valid
from shapecheck.core.dim import Size, maximum, minimum
from shapecheck.core.shape import Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import (
    array,
    axis_of,
    fraction_kind,
    integer,
    open_integer,
    sizes_of,
    stretch,
)
from shapecheck.ops.choices import RESULT
from shapecheck.ops.rule import Claims, Outcome, Refuted, Rule, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value

_COMPLEX, _REAL, _INVERSE_REAL = "complex", "real", "inverse of real"
_FORMS = {
    _COMPLEX: Phrase("the size of the axis becomes n, by default as it is"),
    _REAL: Phrase("the size of the axis becomes n//2+1, where n is by default the size"),
    _INVERSE_REAL: Phrase("the size of the axis becomes n, by default 2*(size-1)"),
}


def _norm(norm: Value) -> None:
    if norm not in (None, "backward", "ortho", "forward") and not isinstance(norm, Unknown):
        raise Refuted(Valid(Phrase("norm must be 'backward', 'ortho' or 'forward' (got {norm!r})", norm=norm)))


def _transform(operand: Array, n: Value, axis: Value, norm: Value, out: Value, group: str, claims: Claims) -> Array:
    """Give the transform along one axis; the input is cut or filled with zeros to n."""
    _norm(norm)
    if group == _REAL and operand.kind == "c":
        raise Refuted(Valid(Phrase("a real transform takes no complex numbers")))
    at = axis_of(operand, axis, claims)
    sizes = sizes_of(operand)
    default = 2 * (sizes[at] - 1) if group == _INVERSE_REAL else sizes[at]
    points = default if n is None else integer(n, "n")
    claims.require(AtLeast(Quantity(points, Phrase("data points")), 1))
    size = points // 2 + 1 if group == _REAL else points
    found = Array(Shape((*sizes[:at], size, *sizes[at + 1 :])), "f" if group == _INVERSE_REAL else "c", RESULT)
    if out is None:
        return Array(found.shape, found.kind)
    if isinstance(out, (Unknown, tuple)):  # a tuple is handed on to a universal function
        raise Undetermined
    if not isinstance(out, Array):
        raise Refuted(Valid(Phrase("out must be an array (got {kind})", kind=type(out).__name__)))
    claims.require(RankIs(out, len(sizes), len(sizes)))
    if sizes_of(out)[at] != size:
        claims.require(Agree(Axis(out, at), Axis(found, at), Phrase("sizes of out and result")))
    stretch(found, out, claims)
    return out


def _along_one(names: str, group: str) -> Rule:
    @rule(*(f"numpy.fft.{name}" for name in names.split()), form=_FORMS[group])
    def transform(a: Value, n: Value = None, axis: Value = -1, norm: Value = None, out: Value = None) -> Outcome:
        claims = Claims()
        return Outcome(_transform(array(a), n, axis, norm, out, group, claims), tuple(claims))

    return transform


@rule("numpy.fft.hfft", form=_FORMS[_INVERSE_REAL])
def hfft(a: Value, n: Value = None, axis: Value = -1, norm: Value = None, out: Value = None) -> Outcome:
    """Rule of `numpy.fft.hfft(a)`, which pays no heed to `out`."""
    claims = Claims()
    return Outcome(_transform(array(a), n, axis, norm, None, _INVERSE_REAL, claims), tuple(claims))


def _along_several(names: str, default: Value, group: str, *, heeds_out: bool = True) -> Rule:
    """Make the rule of transforms along the axes `default`; the last axis is the real one, if one is."""

    @rule(
        *(f"numpy.fft.{name}" for name in names.split()),
        form=Phrase("of the last axis: {form}; the others become their n", form=_FORMS[group]),
        bare=Bare.ARRAY,
    )
    def transform(a: Value, s: Value = None, axes: Value = default, norm: Value = None, out: Value = None) -> Outcome:
        operand = array(a)
        claims = Claims()
        if not heeds_out:
            out = None
        along, counts = _counts(operand, s, axes, claims)
        pairs = list(zip(along, counts, strict=True))
        if not pairs:
            if group != _COMPLEX:
                raise Refuted(Valid(Phrase("a real transform needs an axis")))
            return Outcome(Array(operand.shape, operand.kind), tuple(claims))
        if group == _INVERSE_REAL:
            for axis, count in pairs[:-1]:
                operand = _transform(operand, count, axis, norm, None, _COMPLEX, claims)
            axis, count = pairs[-1]
            return Outcome(
                _transform(operand, None if s is None else count, axis, norm, out, group, claims), tuple(claims)
            )
        operand = _transform(operand, pairs[-1][1], pairs[-1][0], norm, out, group, claims)
        for axis, count in reversed(pairs[:-1]):
            operand = _transform(operand, count, axis, norm, out, _COMPLEX, claims)
        return Outcome(operand, tuple(claims))

    return transform


def _counts(operand: Array, s: Value, axes: Value, claims: Claims) -> tuple[Sequence[int], list[Value]]:
    """Give the axes to transform, which may repeat, and the data points along each; None stands for the default."""
    if isinstance(s, (Array, Unknown)) or isinstance(axes, (Array, Unknown)):
        raise Undetermined
    for what, value in (("s", s), ("axes", axes)):
        if value is not None and not isinstance(value, (tuple, list)):
            raise Refuted(Valid(Phrase("{what} must be a sequence (got {kind})", what=what, kind=type(value).__name__)))
    rank = len(sizes_of(operand))
    counts = s if isinstance(s, (tuple, list)) else None
    chosen = axes if isinstance(axes, (tuple, list)) else range(rank) if counts is None else range(-len(counts), 0)
    along = [axis_of(operand, axis, claims) for axis in chosen]
    sizes = sizes_of(operand)
    if counts is None:
        return along, [sizes[at] for at in along]
    if len(counts) != len(along):
        raise Refuted(
            Valid(
                Phrase(
                    "there must be as many sizes as axes (got {count} and {wanted})",
                    count=len(counts),
                    wanted=len(along),
                )
            )
        )
    return along, [sizes[at] if count == -1 else count for at, count in zip(along, counts, strict=True)]


TRANSFORMS = (
    _along_one("fft ifft", _COMPLEX),
    _along_one("rfft ihfft", _REAL),
    _along_one("irfft", _INVERSE_REAL),
    _along_several("fftn ifftn", None, _COMPLEX),
    _along_several("fft2", (-2, -1), _COMPLEX),
    _along_several("ifft2", (-2, -1), _COMPLEX, heeds_out=False),  # as it is in NumPy 2.0 to 2.4
    _along_several("rfftn", None, _REAL),
    _along_several("rfft2", (-2, -1), _REAL),
    _along_several("irfftn", None, _INVERSE_REAL),
    _along_several("irfft2", (-2, -1), _INVERSE_REAL, heeds_out=False),
)


@rule("numpy.fft.fftshift", "numpy.fft.ifftshift", form=Phrase("the shape of x"))
def fftshift(x: Value, axes: Value = None) -> Outcome:
    """Rule of `numpy.fft.fftshift(x)`; axes may repeat."""
    operand = array(x)
    claims = Claims()
    claims.require(RankIs(operand, 1))
    for axis in axes if isinstance(axes, (tuple, list)) else () if axes is None else (axes,):
        axis_of(operand, axis, claims)
    return result(operand.shape, claims, operand.kind)


@rule("numpy.fft.fftfreq", form="(n)")
def fftfreq(n: Value, d: Value = 1.0, device: Value = None) -> Outcome:
    """Rule of `numpy.fft.fftfreq(n)`."""
    claims = Claims()
    count = open_integer(n, "n", claims)
    claims.require(AtLeast(Quantity(count, "n"), 1 if isinstance(d, (int, float)) else 0))
    return _spaced(count, d, claims)


@rule("numpy.fft.rfftfreq", form="(n//2+1)")
def rfftfreq(n: Value, d: Value = 1.0, device: Value = None) -> Outcome:
    """Rule of `numpy.fft.rfftfreq(n)`, which has no frequencies for a negative n."""
    claims = Claims()
    count = open_integer(n, "n", claims)
    if count == 0 and isinstance(d, (int, float)):
        raise Refuted(Valid(Phrase("n must not be 0")))
    return _spaced(maximum(count // 2 + 1, 0), d, claims)


def _spaced(count: Size, d: Value, claims: Claims) -> Outcome:
    """Give so many frequencies for a spacing, which broadcasts with them."""
    # An integer of NumPy's is divided by 0 with a warning; what is not known may be one.
    if isinstance(d, (int, float)) and d == 0 and not any(isinstance(claim, Depends) for claim in claims):
        raise Refuted(Valid(Phrase("d must not be 0")))
    if isinstance(d, (int, float, complex)):
        return result((count,), claims, "f")
    shape, pending = broadcast((Array(Shape((count,)), name=Phrase("the frequencies")), array(d)))
    for claim in pending:
        claims.require(claim)
    return result(shape, claims, fraction_kind(array(d)))


_MODES = ("valid", "same", "full")


def _sliding(left: Array, right: Array, mode: Value, claims: Claims) -> Outcome:
    """Give one vector slid along the other: at all places, at as many as the longer has, or at those where it fits."""
    if not isinstance(mode, str) and type(mode) is not int:
        raise Undetermined
    if mode not in (*_MODES, 0, 1, 2):
        raise Refuted(Valid(Phrase("mode must be one of 'valid', 'same', 'full' (got {mode!r})", mode=mode)))
    chosen = mode if isinstance(mode, str) else _MODES[mode]
    for operand in (left, right):
        claims.require(RankIs(operand, 1, 1))
    (n,), (m,) = sizes_of(left), sizes_of(right)
    for size, operand in ((n, left), (m, right)):
        claims.require(
            AtLeast(Quantity(size, Phrase("elements of {name}", name=operand.name or Phrase("the operand"))), 1)
        )
    sizes: dict[str, Size] = {
        "full": n + m - 1,
        "same": maximum(n, m),
        "valid": maximum(n, m) - minimum(n, m) + 1,
    }
    return result((sizes[str(chosen)],), claims)


def _vector(value: Value) -> Array:
    operand = array(value)
    return operand if sizes_of(operand) else Array(Shape((1,)), operand.kind, operand.name)


@rule("numpy.convolve", form=Phrase("(n),(m)->(n+m-1); same: max(n,m); valid: max(n,m)-min(n,m)+1"))
def convolve(a: Value, v: Value, mode: Value = "full") -> Outcome:
    """Rule of `numpy.convolve(a, v)`, which takes a number for a vector of one."""
    return _sliding(_vector(a), _vector(v), mode, Claims())


@rule("numpy.correlate", form=Phrase("(n),(m)->(max(n,m)-min(n,m)+1); same: max(n,m); full: n+m-1"))
def correlate(a: Value, v: Value, mode: Value = "valid") -> Outcome:
    """Rule of `numpy.correlate(a, v)`."""
    return _sliding(array(a), array(v), mode, Claims())


@rule("numpy.interp", form=Phrase("the shape of x; xp and fp are vectors of one size"))
def interp(x: Value, xp: Value, fp: Value, left: Value = None, right: Value = None, period: Value = None) -> Outcome:
    """Rule of `numpy.interp(x, xp, fp)`."""
    points, values = array(xp), array(fp)
    claims = Claims()
    for operand in (points, values):
        claims.require(RankIs(operand, 1, 1))
    claims.require(Agree(Axis(points, 0), Axis(values, 0), Phrase("points and values")))
    claims.require(AtLeast(Quantity(sizes_of(points)[0], Phrase("sample points")), 1))
    if isinstance(period, (int, float)) and period == 0:
        raise Refuted(Valid(Phrase("period must not be 0")))
    return result(array(x).shape, claims, "c" if values.kind == "c" else "f")
