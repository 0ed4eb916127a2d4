"""`compare` and `at_least` are right whenever they decide, and decide what NumPy code needs."""

import sys
from operator import itemgetter

import pytest
from hypothesis import given
from strategies import SYMBOLS, Formula, K, M, N, Z, defined, formulas, polynomials, values_of

from shapecheck.core import bounds
from shapecheck.core.compare import at_least, compare
from shapecheck.core.dim import broadcast_sizes, maximum, minimum, product, substitute, symbol
from shapecheck.core.verdict import Verdict

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
GRID = list(values_of(SYMBOLS, 4))
F, P, S = symbol("f"), symbol("p", may_be_zero=True), symbol("s")
I = symbol("i", may_be_zero=True)


def check_both_ways(left, right):
    equal, greater = compare(left.size, right.size), at_least(left.size, right.size)
    for values in GRID:
        a, b = defined(left, values), defined(right, values)
        if a is None or b is None:
            continue
        assert equal is not YES or a == b
        assert equal is not NO or a != b
        assert greater is not YES or a >= b
        assert greater is not NO or a < b


@given(formulas(), formulas())
def test_a_decision_holds_for_all_values(left, right):
    check_both_ways(left, right)


@given(formulas(leaves=4), formulas(leaves=3), formulas(leaves=3))
def test_a_decision_on_related_sizes_holds_for_all_values(common, left, right):
    # Unrelated sizes are seldom close enough to be decided.
    combined = type(common)(
        common.size + left.size - left.size * right.size,
        lambda v: common.value(v) + left.value(v) - left.value(v) * right.value(v),
        f"({common.text} + {left.text} - {left.text} * {right.text})",
    )
    check_both_ways(combined, common)


@given(formulas(), formulas())
def test_a_decision_does_not_depend_on_the_names(left, right):
    names = {own: symbol(f"{own}_other", may_be_zero=own is Z) for own in SYMBOLS}
    for ask in (compare, at_least):
        first = ask(left.size, right.size)
        assert ask(substitute(left.size, names), substitute(right.size, names)) is first


def test_what_is_asked_with_other_names_is_not_worked_out_again(monkeypatch):
    module, worked_out = sys.modules["shapecheck.core.compare"], []
    monkeypatch.setattr(
        module, "at_least_zero", lambda terms: (worked_out.append(terms), bounds.at_least_zero(terms))[1]
    )
    counts = []
    for own in (symbol("rows"), symbol("columns"), symbol("rows", may_be_zero=True)):
        at_least((own - 5) // 3, own // 7 - 2)
        counts.append(len(worked_out))
    assert counts[0] == counts[1] < counts[2]  # what may be 0 is another question


@given(formulas(), formulas())
def test_comparison_is_symmetric_and_reflexive(left, right):
    assert compare(left.size, left.size) is YES
    assert at_least(left.size, left.size) is YES
    assert compare(left.size, right.size) is compare(right.size, left.size)


@given(polynomials(leaves=3), polynomials(leaves=3))
def test_polynomials_equal_everywhere_are_found_equal(left, right):
    if all(left.value(values) == right.value(values) for values in GRID):
        assert compare(left.size, right.size) is YES


def test_the_soundness_test_finds_unlike_taken_for_unequal(monkeypatch):
    module = sys.modules["shapecheck.core.compare"]
    monkeypatch.setattr(module, "never_zero", lambda difference: True)
    module._compared.cache_clear()
    try:
        with pytest.raises(AssertionError):
            check_both_ways(*[Formula(size, itemgetter(size), str(size)) for size in (N, M)])
    finally:
        module._compared.cache_clear()  # what the planted fault has answered


def _padded(size):
    return (size + 2 * P - F) // S + 1


DECIDED = [
    # (left, right, equal, at least)
    ((N - 1) + 1, N, YES, YES),
    (N, N + 1, NO, NO),
    (2 * N, 2 * K + 1, NO, UNKNOWN),
    (6 * N * M + 3 * K, 3 * Z + 1, NO, UNKNOWN),
    (N * M, N * K, UNKNOWN, UNKNOWN),
    (N * M, N * M + N, NO, NO),
    (Z * M, Z * M + Z, UNKNOWN, UNKNOWN),
    (N * N, N * N + 1, NO, NO),
    (N * M + 1, N + M, UNKNOWN, YES),
    ((N * M) // N, M, YES, YES),
    ((N * M) // (N * K), M // K, YES, YES),
    ((N * M) % N, 0, YES, YES),
    (N, 0, NO, YES),
    (Z, 0, UNKNOWN, YES),
    (N, 1, UNKNOWN, YES),
    (product((N, M, K, F, S, N + 1, M + 2)), 0, NO, YES),
    # Convolution and pooling.
    ((N + 2 * 1 - 3) // 1 + 1, N, YES, YES),
    ((N + 2 * P - (2 * P + 1)) // 1 + 1, N, YES, YES),
    ((N - F) // S + 1, (N - F + S) // S, YES, YES),
    (_padded(N), (N + 2 * P - F + S) // S, YES, YES),
    ((N - 2) // 2 + 1, N // 2, YES, YES),
    ((2 * N + 2 - 3) // 2 + 1, N, YES, YES),
    (N, ((N - F) // S) * S + F, UNKNOWN, YES),
    (((N - 1) // 2) // 2, (N - 1) // 4, YES, YES),
    ((N // 2 + 1) // 2, (N + 2) // 4, YES, YES),
    # Mini-batches.
    (M - (M // 64) * 64, M % 64, YES, YES),
    (M - (M // K) * K, M % K, YES, YES),
    ((M // 64) * 64 + M % 64, M, YES, YES),
    (M % 64, 64, NO, NO),
    (K, M % K, NO, YES),
    (M, M % K, UNKNOWN, YES),
    (N, 2 * (N // 2), UNKNOWN, YES),
    (N, K * (N // K), UNKNOWN, YES),
    (64, minimum(M, 64), UNKNOWN, YES),
    (minimum(M, 64), 65, NO, NO),
    (maximum(N, 1), N, YES, YES),
    (minimum(I + 64, M) - I, 64, UNKNOWN, UNKNOWN),
    (minimum(M, 64) + maximum(M - 64, 0), M, YES, YES),
    (minimum(I + 64, M) - I, minimum(64, M - I), YES, YES),
    (minimum(K * N, K * M), K * minimum(N, M), YES, YES),
    (minimum(N, M) + maximum(N, M), N + M, YES, YES),
    (minimum(N, M), maximum(N, M), UNKNOWN, UNKNOWN),
    (maximum(N, M), minimum(N, M), UNKNOWN, YES),
    # Rounding.
    ((4 * N + 2) // 2, 2 * N + 1, YES, YES),
    ((N + 4) // 2, N // 2 + 2, YES, YES),
    ((N - 1) // 2, (N + 1) // 2 - 1, YES, YES),
    ((3 * N) // 2, N + N // 2, YES, YES),
    (N // 2 + (N + 1) // 2, N, YES, YES),
    (N // 3 + (N + 1) // 3 + (N + 2) // 3, N, UNKNOWN, UNKNOWN),
    (-(-N // 64), (N + 63) // 64, YES, YES),
    (-(-N // K), (N + K - 1) // K, YES, YES),
    ((N + K - 1) // K, (N - 1) // K + 1, YES, YES),
    (-(-(2 * N + 1) // 2), N + 1, YES, YES),
    ((-1) // K, -1, YES, YES),
    ((N + 1) // 2, N // 2, UNKNOWN, YES),
    # A broadcast is the greatest of its arguments when none can be 0.
    (broadcast_sizes(N, M), M, UNKNOWN, YES),
    (broadcast_sizes(Z, M), M, UNKNOWN, UNKNOWN),
    (broadcast_sizes(N, M), broadcast_sizes(M, N, 1), YES, YES),
]


@pytest.mark.parametrize(("left", "right", "equal", "greater"), DECIDED)
def test_what_numpy_code_needs_is_decided(left, right, equal, greater):
    assert (compare(left, right), compare(right, left), at_least(left, right)) == (equal, equal, greater)


def test_integers_are_compared_as_integers():
    assert [compare(2, 2), compare(2, 3), at_least(2, 2), at_least(1, 2)] == [YES, NO, YES, NO]


@pytest.mark.parametrize("pair", [(True, 1), (1, True), (True, True), (N, False), (1.0, 1), (N, None)])
def test_only_sizes_are_compared(pair):
    for question in (compare, at_least):
        with pytest.raises(TypeError, match="a size must be an int or a Dim"):
            question(*pair)


@pytest.mark.usefixtures("soon")
def test_large_sizes_are_answered_soon():
    many = [symbol("s", i) for i in range(3000)]
    total = sum(many[1:], many[0])
    assert compare(total, sum(many[:-1], many[-1])) is YES
    assert compare(total, 0) is NO
    assert compare(total, 3 * total) is NO
    assert compare(total, many[0] * 2) is UNKNOWN
    assert at_least(total, 2999) is YES
    assert compare(total // 2, total // 3) is UNKNOWN
    assert compare(product(tuple(many)), 0) is NO
    least = minimum(*many[:500])
    assert at_least(many[3], least) is YES
    assert compare(least, total % 1000 + 1000 * N) is UNKNOWN
    assert compare((total % 7) ** 3, (total // 7) ** 3) is NO  # at most 6, at least 428
    assert compare((total % 7) ** 3, N) is UNKNOWN  # written out it has too many terms
    longer = total + sum(symbol("t", i) for i in range(1500))
    assert at_least(sum(many[2:40], many[1]) * N + M // longer, many[41]) is UNKNOWN
