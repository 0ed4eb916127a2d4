"""Random samples of distributions, whose parameters broadcast to the size that is asked for."""

from dataclasses import replace
from inspect import Parameter, Signature

from shapecheck.core.array import Array, Bare
from shapecheck.core.broadcast import broadcast
from shapecheck.core.claims import Valid
from shapecheck.core.dim import product
from shapecheck.core.shape import SCALAR, Shape
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, broadcast_into, filled, if_some, returned, shape_of, sizes_of
from shapecheck.ops.rule import Claims, Outcome, Refuted, Rule, Undetermined, result, rule
from shapecheck.ops.values import Dtype, Unknown, Value

_LEGACY = ("numpy.random", "numpy.random.RandomState")
_GENERATOR = ("numpy.random.Generator",)
_FORM = Phrase("the size, to which the parameters broadcast; without it what they broadcast to")

# The parameters of each distribution; the kind of its samples; its names.
# A parameter with a default is marked by =, one that takes no array of floats by #.
_DISTRIBUTIONS: tuple[tuple[str, str, str], ...] = (
    ("a b", "f", "beta"),
    ("n# p", "i", "binomial"),
    ("df", "f", "chisquare standard_t"),
    ("scale=", "f", "exponential rayleigh"),
    ("dfnum dfden", "f", "f"),
    ("shape scale=", "f", "gamma"),
    ("p", "i", "geometric logseries"),
    ("loc= scale=", "f", "gumbel laplace logistic normal"),
    ("ngood# nbad# nsample#", "i", "hypergeometric"),
    ("mean= sigma=", "f", "lognormal"),
    ("n p", "i", "negative_binomial"),
    ("df nonc", "f", "noncentral_chisquare"),
    ("dfnum dfden nonc", "f", "noncentral_f"),
    ("a", "f", "pareto power weibull"),
    ("lam=", "i", "poisson"),
    ("", "f", "standard_cauchy"),
    ("left mode right", "f", "triangular"),
    ("low= high=", "f", "uniform"),
    ("mu kappa", "f", "vonmises"),
    ("mean scale", "f", "wald"),
    ("a", "i", "zipf"),
)
# What a Generator takes more arguments for.
_LEGACY_DISTRIBUTIONS: tuple[tuple[str, str, str], ...] = (
    ("", "f", "random random_sample standard_exponential standard_normal"),
    ("shape", "f", "standard_gamma"),
)


def sample_sizes(size: Value, claims: Claims) -> Shape:
    """Give the shape that a `size` argument asks for: that of a number for None."""
    return Shape() if size is None else Shape(shape_of(size, claims))


def bare_sample(size: Value) -> Bare:
    """Give what one sample is: a number, or an array where the size is given, as the shape ()."""
    return Bare.NUMBER | Bare.SCALAR if size is None else Bare.ARRAY


def drawn(parameters: tuple[Value, ...], size: Value, claims: Claims) -> Shape:
    """Give the shape of the samples of a distribution with the parameters."""
    arrays = [numbers(parameter) for parameter in parameters]
    if size is not None:
        target = Array(sample_sizes(size, claims), name=Phrase("the sample"))
        for parameter in arrays:
            if parameter.shape.rank is not None:
                broadcast_into(parameter, target, claims)
        return target.shape
    shape, pending = broadcast(arrays)
    for claim in pending:
        claims.require(claim)
    if shape.run is not None:
        raise Undetermined
    return shape


def numbers(parameter: Value) -> Array:
    """Read an array-like of numbers."""
    read = array(parameter)
    if read.kind in {"O", "U"}:
        raise Refuted(Valid(Phrase("the parameters must be numbers")))
    return read


def whole_numbers(parameter: Value) -> Array:
    """Read an array-like of which NumPy refuses arrays of floats, but takes lists and numbers."""
    if isinstance(parameter, Array) and parameter.kind in {"f", "c"}:
        if parameter.shape.rank == 0:
            raise Undetermined
        raise Refuted(Valid(Phrase("the parameter must be an array of integers (got floats)")))
    return numbers(parameter)


def _distribution(owners: tuple[str, ...], parameters: str, kind: str, names: str) -> Rule:
    marked = parameters.split()
    declared = [
        Parameter(
            name.rstrip("=#"),
            Parameter.POSITIONAL_OR_KEYWORD,
            default=1.0 if name.endswith("=") else Parameter.empty,
        )
        for name in marked
    ]
    integral = [place for place, name in enumerate(marked) if name.endswith("#")]
    own = Signature([*declared, Parameter("size", Parameter.POSITIONAL_OR_KEYWORD, default=None)])

    def distribution(*arguments: Value, **keywords: Value) -> Outcome:
        bound = own.bind(*arguments, **keywords)
        bound.apply_defaults()
        *given, size = bound.args
        if None in given and any(array(parameter).shape != SCALAR for parameter in given):
            raise Undetermined  # beside arrays NumPy takes it for a number that is not one
        for place in integral:
            given[place] = whole_numbers(given[place])
        claims = Claims()
        return result(drawn(tuple(given), size, claims), claims, kind, bare_sample(size))

    distribution.__signature__ = own  # type: ignore[attr-defined]
    full_names = (f"{owner}.{name}" for owner in owners for name in names.split())
    return rule(*full_names, form=_FORM if parameters else Phrase("the size"))(distribution)


DISTRIBUTIONS = (
    *(_distribution((*_LEGACY, *_GENERATOR), *row) for row in _DISTRIBUTIONS),
    *(_distribution(_LEGACY, *row) for row in _LEGACY_DISTRIBUTIONS),
)


@rule("numpy.random.ranf", "numpy.random.sample", form=Phrase("the size"))
def ranf(size: Value = None) -> Outcome:
    """Rule of `numpy.random.ranf(size)`."""
    claims = Claims()
    return result(sample_sizes(size, claims), claims, "f", bare_sample(size))


@rule("numpy.random.RandomState.tomaxint", form=Phrase("the size"))
def tomaxint(size: Value = None) -> Outcome:
    """Rule of `RandomState.tomaxint(size)`."""
    claims = Claims()
    return result(sample_sizes(size, claims), claims, "i", bare_sample(size))


@rule(
    "numpy.random.Generator.random", "numpy.random.Generator.standard_normal", form=Phrase("the size, or that of out")
)
def generator_random(size: Value = None, dtype: Value = None, out: Value = None) -> Outcome:
    """Rule of `rng.random(size)`."""
    claims = Claims()
    size = _beside(out, size)
    return _into(sample_sizes(size, claims), size, dtype, out, claims)


@rule("numpy.random.Generator.standard_exponential", form=Phrase("the size, or that of out"))
def generator_standard_exponential(
    size: Value = None, dtype: Value = None, method: Value = "zig", out: Value = None
) -> Outcome:
    """Rule of `rng.standard_exponential(size)`."""
    return generator_random.function(size, dtype, out)


@rule("numpy.random.Generator.standard_gamma", form=_FORM)
def generator_standard_gamma(shape: Value, size: Value = None, dtype: Value = None, out: Value = None) -> Outcome:
    """Rule of `rng.standard_gamma(shape, size)`."""
    claims = Claims()
    if size is None and isinstance(out, Array):
        broadcast_into(numbers(shape), out, claims)
        return _into(out.shape, None, dtype, out, claims)
    size = _beside(out, size)
    return _into(drawn((shape,), size, claims), size, dtype, out, claims)


def _beside(out: Value, size: Value) -> Value:
    """Give the size as NumPy reads it beside `out`: it is only compared with a shape, so 2.0 is 2 and True is 1."""
    if not isinstance(out, Array):
        return size
    if isinstance(size, Array) and size.kind == "f":
        raise Undetermined
    if isinstance(size, (list, tuple)):
        return [_beside(out, item) for item in size]
    return int(size) if isinstance(size, (bool, float)) and float(size).is_integer() else size


def _into(shape: Shape, size: Value, dtype: Value, out: Value, claims: Claims) -> Outcome:
    """Give samples of floats, or `out`, which must have the size exactly if that is given."""
    if isinstance(dtype, Dtype) and dtype.kind not in {"f", None}:
        raise Refuted(Valid(Phrase("the samples must be floats")))
    if isinstance(out, Unknown):
        raise Undetermined
    if isinstance(out, Array) and out.kind not in {"f", None}:
        raise Refuted(Valid(Phrase("out must be an array of floats")))
    if isinstance(out, Array) and size is None:
        return Outcome(returned(out), tuple(claims))
    found = filled(out, shape, "f", claims)
    return Outcome(found if out is not None else replace(found, bare=bare_sample(size)), tuple(claims))


@rule(
    "numpy.random.rand",
    "numpy.random.randn",
    "numpy.random.RandomState.rand",
    "numpy.random.RandomState.randn",
    form=Phrase("the sizes"),
)
def rand(*args: Value) -> Outcome:
    """Rule of `numpy.random.rand(2, 3)`."""
    claims = Claims()
    return result(shape_of(args, claims), claims, "f", Bare.NUMBER)


@rule(
    "numpy.random.randint",
    "numpy.random.RandomState.randint",
    form=Phrase("the size; without it what the bounds broadcast to"),
)
def randint(low: Value, high: Value = None, size: Value = None, dtype: Value = None) -> Outcome:
    """Rule of `numpy.random.randint(low, high, size)`."""
    return _integers(low, high, size)


@rule("numpy.random.Generator.integers", form=Phrase("the size; without it what the bounds broadcast to"))
def integers(
    low: Value, high: Value = None, size: Value = None, dtype: Value = None, endpoint: Value = False
) -> Outcome:
    """Rule of `rng.integers(low, high, size)`."""
    return _integers(low, high, size)


@rule(
    "numpy.random.random_integers",
    "numpy.random.RandomState.random_integers",
    form=Phrase("the size; without it that of low; high is a number"),
)
def random_integers(low: Value, high: Value = None, size: Value = None) -> Outcome:
    """Rule of `numpy.random.random_integers(low, high, size)`."""
    if sizes_of(numbers(low if high is None else high)):
        raise Refuted(Valid(Phrase("high must be one number")))
    return _integers(low, high, size)


def _integers(low: Value, high: Value, size: Value) -> Outcome:
    """Give random integers: NumPy wants the bounds to broadcast with the size, not to it, and 0 of any bounds."""
    claims = Claims()
    bounds = [numbers(bound) for bound in (low, high) if bound is not None]
    shape = sample_sizes(size, claims)
    together, pending = broadcast([*bounds, Array(shape, name=Phrase("the sample"))])
    if size is not None:
        if_some(product(sizes_of(Array(shape))), claims, pending, Phrase("the bounds broadcast, or none is drawn"))
        return result(shape, claims, "i", bare_sample(size))
    for claim in pending:
        claims.require(claim)
    return result(together, claims, "i", bare_sample(size))
