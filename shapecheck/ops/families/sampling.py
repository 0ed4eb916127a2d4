"""Random choices and orders of given elements, and distributions over vectors."""

from shapecheck.core.array import Array, Axis, Quantity
from shapecheck.core.claims import Agree, AtLeast, RankIs, Valid
from shapecheck.core.compare import at_least
from shapecheck.core.dim import Dim, Size, product
from shapecheck.core.shape import Shape
from shapecheck.core.verdict import Verdict
from shapecheck.language import Phrase
from shapecheck.ops.arguments import array, axis_of, flag, integer, same_shape, sizes_of
from shapecheck.ops.families.distributions import bare_sample, drawn, numbers, sample_sizes, whole_numbers
from shapecheck.ops.families.sequences import whole
from shapecheck.ops.rule import Claims, Outcome, Refuted, Undetermined, result, rule
from shapecheck.ops.values import Unknown, Value


@rule("numpy.random.choice", "numpy.random.RandomState.choice", form=Phrase("the size; p as long as a"))
def choice(a: Value, size: Value = None, replace: Value = True, p: Value = None) -> Outcome:
    """Rule of `numpy.random.choice(a, size)`."""
    claims = Claims()
    if not isinstance(a, (int, Dim)):
        elements = array(a)
        claims.require(RankIs(elements, 0, 1))
        if elements.shape.rank is None or (elements.shape.rank == 0 and isinstance(a, Array) and a.kind != "f"):
            return result(
                sample_sizes(size, claims), claims, elements.kind, bare_sample(size)
            )  # of a number or a vector alike
    return _chosen(a, size, replace, p, 0, claims)


@rule("numpy.random.Generator.choice", form=Phrase("the size in place of axis; p as long as axis"))
def generator_choice(
    a: Value, size: Value = None, replace: Value = True, p: Value = None, axis: Value = 0, shuffle: Value = True
) -> Outcome:
    """Rule of `rng.choice(a, size, axis=0)`."""
    return _chosen(a, size, replace, p, axis, Claims())


def _chosen(a: Value, size: Value, replace: Value, p: Value, axis: Value, claims: Claims) -> Outcome:
    samples = sample_sizes(size, claims).before
    if isinstance(a, (int, Dim)):
        _require_population(Quantity(integer(a, "a"), Phrase("the population")), samples, replace, p, claims)
        return result(samples, claims, "i", bare_sample(size))
    operand = array(a)
    if not sizes_of(operand):
        integer(a, Phrase("the population"))
    place = axis_of(operand, axis, claims)
    sizes = sizes_of(operand)
    population = Quantity(
        sizes[place],
        Phrase("the population, axis {axis} of {name}", axis=place, name=operand.name or Phrase("the array")),
    )
    _require_population(population, samples, replace, p, claims)
    return result((*sizes[:place], *samples, *sizes[place + 1 :]), claims, operand.kind, bare_sample(size))


def _require_population(
    population: Quantity, samples: tuple[Size, ...], replace: Value, p: Value, claims: Claims
) -> None:
    """Require that the samples can be taken: probabilities for each, and enough if none is put back."""
    total = product(samples)
    if at_least(total, 1) is Verdict.YES:
        claims.require(AtLeast(population, 1))
    if p is not None:
        probabilities = numbers(p)
        claims.require(RankIs(probabilities, 1, 1))
        if probabilities.shape.rank is not None:
            claims.require(Agree(Axis(probabilities, 0), population, Phrase("sizes of p and of the population")))
    if not isinstance(replace, Unknown) and not flag(replace):
        claims.require(AtLeast(population, total))


@rule(
    "numpy.random.permutation",
    "numpy.random.RandomState.permutation",
    form=Phrase("(n,) for a number n, else the shape"),
)
def permutation(x: Value) -> Outcome:
    """Rule of `numpy.random.permutation(x)`."""
    return _permutation(x, 0)


@rule("numpy.random.Generator.permutation", form=Phrase("(n,) for a number n, else the shape"))
def generator_permutation(x: Value, axis: Value = 0) -> Outcome:
    """Rule of `rng.permutation(x, axis=0)`."""
    return _permutation(x, axis)


def _permutation(x: Value, axis: Value) -> Outcome:
    claims = Claims()
    if isinstance(x, (int, Dim)):
        return result((whole(x, "x"),), claims, "i")
    operand = array(x)
    if not sizes_of(operand):
        integer(x, "x")
    axis_of(operand, axis, claims)
    return result(operand.shape, claims, operand.kind)


@rule("numpy.random.shuffle", "numpy.random.RandomState.shuffle", form=Phrase("in place, along the first axis"))
def shuffle(x: Value) -> Outcome:
    """Rule of `numpy.random.shuffle(x)`: gives None."""
    return _shuffled(x, 0)


@rule("numpy.random.Generator.shuffle", form=Phrase("in place along axis"))
def generator_shuffle(x: Value, axis: Value = 0) -> Outcome:
    """Rule of `rng.shuffle(x, axis=0)`: gives None."""
    return _shuffled(x, axis)


def _shuffled(x: Value, axis: Value) -> Outcome:
    claims = Claims()
    if isinstance(x, tuple) and len(x) > 1:
        raise Refuted(Valid(Phrase("a tuple cannot be changed in place")))
    if isinstance(x, (list, tuple)):
        if axis != 0 and isinstance(axis, int):
            raise Refuted(Valid(Phrase("only an array can be shuffled along another axis")))
        return Outcome(None)
    axis_of(array(x), axis, claims)
    return Outcome(None, tuple(claims))


@rule("numpy.random.Generator.permuted", form=Phrase("the shape"))
def permuted(x: Value, *, axis: Value = None, out: Value = None) -> Outcome:
    """Rule of `rng.permuted(x, axis=0)`."""
    claims = Claims()
    operand = array(x)
    claims.require(RankIs(operand, 1))
    if axis is not None:
        axis_of(operand, axis, claims)
    if out is None:
        return result(operand.shape, claims, operand.kind)
    if isinstance(out, Unknown):
        raise Undetermined
    if not isinstance(out, Array):
        raise Refuted(Valid(Phrase("out must be an array (got {kind})", kind=type(out).__name__)))
    same_shape(out, operand, claims)
    return Outcome(out, tuple(claims))


def _vectors(size: Value, vector: Array, claims: Claims, kind: str = "f") -> Outcome:
    """Give samples that are each as long as a vector."""
    claims.require(RankIs(vector, 1, 1))
    size = int(size) if isinstance(size, bool) else size
    return result((*sample_sizes(size, claims).before, *sizes_of(vector)), claims, kind)


def _no_truth(size: Value) -> Value:
    """Give a size that NumPy asks to be a number."""
    if isinstance(size, bool):
        raise Refuted(Valid(Phrase("a size must be an integer (got bool)")))
    return size


@rule("numpy.random.multivariate_normal", "numpy.random.RandomState.multivariate_normal", form="(n),(n,n)->(*size,n)")
def multivariate_normal(
    mean: Value, cov: Value, size: Value = None, check_valid: Value = "warn", tol: Value = 1e-8
) -> Outcome:
    """Rule of `numpy.random.multivariate_normal(mean, cov, size)`."""
    claims = Claims()
    center, spread = numbers(mean), numbers(cov)
    claims.require(RankIs(center, 1, 1))
    claims.require(RankIs(spread, 2, 2))
    if spread.shape.rank is None:
        return _vectors(_no_truth(size), center, claims)
    sizes_of(center)
    claims.require(Agree(Axis(spread, 0), Axis(spread, 1), Phrase("sizes of the covariance")))
    claims.require(Agree(Axis(center, 0), Axis(spread, 0), Phrase("sizes of mean and covariance")))
    claims.require(AtLeast(Quantity(sizes_of(center)[0], Phrase("the size of mean")), 1))
    return _vectors(_no_truth(size), center, claims)


@rule("numpy.random.Generator.multivariate_normal", form="(n),(n,n)->(*size,n)")
def generator_multivariate_normal(
    mean: Value,
    cov: Value,
    size: Value = None,
    check_valid: Value = "warn",
    tol: Value = 1e-8,
    *,
    method: Value = "svd",
) -> Outcome:
    """Rule of `rng.multivariate_normal(mean, cov, size)`."""
    return multivariate_normal.function(mean, cov, size)


@rule(
    "numpy.random.dirichlet",
    "numpy.random.RandomState.dirichlet",
    "numpy.random.Generator.dirichlet",
    form="(n)->(*size,n)",
)
def dirichlet(alpha: Value, size: Value = None) -> Outcome:
    """Rule of `numpy.random.dirichlet(alpha, size)`."""
    return _vectors(size, numbers(alpha), Claims())


@rule(
    "numpy.random.multinomial",
    "numpy.random.RandomState.multinomial",
    form=Phrase("(),(n)->(*size,n); one trial count"),
)
def multinomial(n: Value, pvals: Value, size: Value = None) -> Outcome:
    """Rule of `numpy.random.multinomial(n, pvals, size)`."""
    claims = Claims()
    if isinstance(n, (list, tuple)):
        raise Refuted(Valid(Phrase("n must be a number")))
    claims.require(RankIs(numbers(n), 0, 0))
    return _vectors(size, numbers(pvals), claims, "i")


@rule("numpy.random.Generator.multinomial", form=Phrase("(),(n)->(n), broadcast to the size"))
def generator_multinomial(n: Value, pvals: Value, size: Value = None) -> Outcome:
    """Rule of `rng.multinomial(n, pvals, size)`."""
    claims = Claims()
    trials, chances = whole_numbers(n), numbers(pvals)
    claims.require(RankIs(chances, 1))
    *outer, kinds = sizes_of(chances)
    claims.require(AtLeast(Quantity(kinds, Phrase("the size of the last axis of pvals")), 1))
    shape = drawn((trials, Array(Shape(tuple(outer)), name=Phrase("pvals without its last axis"))), size, claims)
    return result((*shape.before, kinds), claims, "i")


@rule("numpy.random.Generator.multivariate_hypergeometric", form="(n),()->(*size,n)")
def multivariate_hypergeometric(
    colors: Value, nsample: Value, size: Value = None, method: Value = "marginals"
) -> Outcome:
    """Rule of `rng.multivariate_hypergeometric(colors, nsample, size)`."""
    claims = Claims()
    claims.require(RankIs(whole_numbers(nsample), 0, 0))
    if isinstance(nsample, float) or array(colors).kind in {"f", "c"}:
        raise Refuted(Valid(Phrase("colors and nsample must be integers")))
    return _vectors(_no_truth(size), numbers(colors), claims, "i")
