"""Bounds and proofs hold for every value of the symbols."""

import pytest
from hypothesis import assume, given
from strategies import SYMBOLS, Formula, K, M, N, Z, defined, formulas, polynomials, values_of

from shapecheck.core import bounds as bounds_module
from shapecheck.core.bounds import at_least_zero, bounds, is_positive, positive_factor
from shapecheck.core.dim import Dim, broadcast_sizes, maximum, minimum, terms_of

GRID = list(values_of(SYMBOLS, 4))


def found(formula):
    return [value for values in GRID if (value := defined(formula, values)) is not None]


@given(formulas())
def test_every_value_lies_within_the_bounds(formula):
    low, high = bounds(terms_of(formula.size))
    for value in found(formula):
        assert low is None or low <= value
        assert high is None or value <= high


def check_proof(formula):
    if bounds_module.at_least_zero(terms_of(formula.size)):
        assert all(value >= 0 for value in found(formula))


@given(formulas())
def test_what_is_proved_to_be_at_least_zero_is(formula):
    check_proof(formula)


def test_the_proof_test_finds_a_remainder_left_out(monkeypatch):
    def wrong(dividend, divisor, factor, rest, positive):
        yield [rest]

    monkeypatch.setattr(bounds_module, "_without_remainder", wrong)
    monkeypatch.setattr(bounds_module, "at_least_zero", bounds_module.at_least_zero.__wrapped__)
    with pytest.raises(AssertionError):
        check_proof(Formula(1 - N % 3, lambda values: 1 - values[N] % 3, "1 - n % 3"))


@given(polynomials())
def test_the_common_factor_divides_and_is_positive(formula):
    assume(isinstance(formula.size, Dim))
    factor = Dim(((positive_factor(formula.size.terms), 1),))
    if factor.terms[0][0]:
        assert is_positive(factor.terms)
        assert (formula.size // factor) * factor == formula.size


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (N, (1, None)),
        (Z, (0, None)),
        (3 - N, (None, 2)),
        (N * M - N - M + 1, (0, None)),
        (N * M * K * Z + 1, (1, None)),
        (N % 4, (0, 3)),
        (5 * (N % 4) - 20, (-20, -5)),
        (minimum(N, 64), (1, 64)),
        (maximum(Z, 3), (3, None)),
        ((N % 4 + 7) // 3, (2, 3)),
        (broadcast_sizes(N, M + 1), (2, None)),
        (broadcast_sizes(Z, M), (0, None)),
        (N // Z, (0, None)),
        (minimum(N, M - 5), (-4, None)),
        (3 * minimum(N, M - 5, 2) - 1, (-13, 5)),
    ],
)
def test_bounds_are_as_close_as_expected(size, expected):
    assert bounds(terms_of(size)) == expected


@pytest.mark.parametrize(
    "size",
    [
        N - 2 * (N // 2),
        N - K * (N // K),
        N - N % K,
        K - 1 - N % K,
        64 - minimum(M, 64),
        M - minimum(M, 64),
        maximum(N, M) - N,
        N + M - maximum(N, M),
        N - 1 - (N - 1) // K,
        maximum(N, M) - minimum(N, M),
        broadcast_sizes(N, M) - M,
        K * minimum(N, M) - K,
    ],
)
def test_what_should_be_proved_is(size):
    assert at_least_zero(terms_of(size))


def test_a_search_for_a_proof_ends_soon():
    chosen = [minimum(maximum(N, M - i) * 2, K + i) - maximum(minimum(N * i, K), M) for i in range(2, 12)]
    assert not at_least_zero(terms_of(sum(chosen[1:], chosen[0])))
