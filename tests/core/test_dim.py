"""Sizes: the ring laws, the normal form, division as Python has it, substitution, and what is refused."""

import copy
import pickle
import subprocess
import sys

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import SYMBOLS, Formula, K, M, N, Z, defined, formulas, polynomials, values_of

from shapecheck.core import division
from shapecheck.core import terms as poly
from shapecheck.core.dim import (
    Dim,
    broadcast_sizes,
    evaluate,
    index_of,
    maximum,
    minimum,
    product,
    substitute,
    symbol,
    symbol_in,
    symbols_of,
)
from shapecheck.core.terms import Kind, Operation, Symbol
from shapecheck.errors import UnsupportedOperation

GRID = list(values_of(SYMBOLS, 4))


# The ring.


@given(polynomials(), polynomials(), polynomials())
def test_sums_and_products_obey_the_ring_laws(a, b, c):
    x, y, z = a.size, b.size, c.size
    assert x + y == y + x
    assert x * y == y * x
    assert (x + y) + z == x + (y + z)
    assert (x * y) * z == x * (y * z)
    assert x * (y + z) == x * y + x * z
    assert x + 0 == x
    assert x * 1 == x
    assert x * 0 == 0
    assert x - x == 0
    assert x - y == x + -1 * y
    assert -x == 0 - x


@given(polynomials(), st.integers(0, 3))
def test_a_power_is_a_repeated_product(a, exponent):
    assume(isinstance(a.size, Dim))
    assert a.size**exponent == product((a.size,) * exponent)


@given(polynomials(leaves=3), polynomials(leaves=3))
def test_equal_normal_forms_are_equal_values_everywhere(a, b):
    # At most 3 factors, so at most degree 3 in each symbol: 4 values of each decide.
    assert (a.size == b.size) is all(a.value(values) == b.value(values) for values in GRID)


def check_values(formula):
    for values in GRID[::7]:
        expected = defined(formula, values)
        if expected is not None:
            assert evaluate(formula.size, values) == expected


@given(formulas())
def test_a_size_has_the_value_of_its_formula(formula):
    check_values(formula)


def test_the_value_test_finds_a_division_that_rounds_to_zero(monkeypatch):
    def to_zero(dividend, divisor):
        return poly.scale(real(poly.scale(dividend, -1), divisor), -1)

    divided = Formula((N - 4) // 3, lambda values: (values[N] - 4) // 3, "(n - 4) // 3")
    check_values(divided)
    real = division.floor_divide
    monkeypatch.setattr("shapecheck.core.dim.floor_divide", to_zero)
    with pytest.raises(AssertionError):
        check_values(Formula((N - 4) // 3, divided.value, divided.text))


# Division.


@given(formulas(broadcast=False), formulas(leaves=3, broadcast=False))
def test_quotient_and_remainder_make_up_the_dividend(a, b):
    assume(b.size != 0)
    quotient, remainder = a.size // b.size, a.size % b.size
    for values in GRID[::5]:
        divisor, dividend = defined(b, values), defined(a, values)
        if divisor and dividend is not None:
            whole, rest = evaluate(quotient, values), evaluate(remainder, values)
            assert (whole, rest) == divmod(dividend, divisor)
            assert dividend == divisor * whole + rest


@pytest.mark.parametrize(
    ("size", "text"),
    [
        ((N * M) // N, "m"),
        ((4 * N + 2) // 2, "2*n+1"),
        ((4 * N + 2) % 2, "0"),
        ((N + 4) // 2, "(n//2)+2"),
        ((2 * N + 3) // 4, "(n+1)//2"),
        ((2 * N + 9) // 4, "(n//2)+2"),
        ((2 * N + 3) % 4, "2*((n+1)%2)+1"),
        ((N // 2) // 3, "n//6"),
        ((N // 2 + 1) // 3, "(n+2)//6"),
        ((N * M * 2) // (N * K * 4), "m//(2*k)"),
        ((N * M) % (N * K), "n*(m%k)"),
        (N // -2, "(-n)//2"),
        ((N % 5) // 7, "0"),
        ((N % 5) % 5, "n%5"),
        (Z * N // Z, "n"),
        (Z // Z, "1"),
        (Z % Z, "0"),
        ((N * Z) % Z, "0"),
        ((N * Z + Z) // Z, "n+1"),
        (-(-(N * Z) // Z), "n"),
        ((2 * Z + Z - 1) // Z, "((-1)//z)+3"),
        ((N * Z * M) // (Z * M), "n"),
        ((N * Z) // (Z * K), "n//k"),
        ((N * Z + 1) // Z, "n+(1//z)"),
        ((N * Z) // (2 * Z), "n//2"),
        ((N * (N - 3)) // (N - 3), "n"),
        (N // Z, "n//z"),
    ],
)
def test_division_takes_out_what_it_can(size, text):
    assert str(size) == text


def test_a_division_by_zero_is_pythons_error():
    for divide in (lambda: N // 0, lambda: N % 0, lambda: N // (N - N)):
        with pytest.raises(ZeroDivisionError):
            divide()


def test_a_divisor_that_becomes_zero_is_found_at_substitution():
    with pytest.raises(ZeroDivisionError):
        substitute(N // Z, {Z: 0})


# Minimum, maximum, broadcast.


def test_an_argument_that_is_always_beyond_another_is_left_out():
    assert minimum(N, N + 1) == N
    assert maximum(N, 1) == N
    assert maximum(Z, 1) != Z
    assert minimum(N + 3, M, N) == minimum(M, N)
    assert minimum(minimum(N, M), K) == minimum(K, M, N)
    assert str(minimum(64, M)) == "min(m,64)"


def test_symbols_that_print_alike_keep_a_canonical_order():
    flexible = symbol("n", flexible=True)
    assert flexible != N
    assert minimum(flexible, N) == minimum(N, flexible)
    assert flexible + N == N + flexible


def test_broadcasting_is_never_a_maximum():
    assert broadcast_sizes(0, 1) == 0
    assert broadcast_sizes(N, 1) == N
    assert broadcast_sizes() == 1
    assert broadcast_sizes(N, 3) == 3
    assert broadcast_sizes(N, 0) == 0
    assert broadcast_sizes(2 * N, 3, M) == 3
    assert isinstance(broadcast_sizes(N, M), Dim)


# Substitution.


@given(formulas(leaves=5), formulas(leaves=3), st.sampled_from(GRID))
def test_substitution_commutes_with_evaluation(formula, replacement, values):
    new = defined(replacement, values)
    assume(new is not None and new >= 1)  # a value that n can have
    expected = defined(formula, {**values, N: new})
    assume(expected is not None)
    assert evaluate(substitute(formula.size, {N: replacement.size}), values) == expected


@given(st.data())
def test_substitution_of_an_index_commutes_with_evaluation(data):
    l = symbol("l")
    indices = (l, l - 1, l + 1, 2 * l, 2 - l + 0 * N, 3)
    sizes = {symbol("p", index): index for index in indices}
    formula = data.draw(formulas((*sizes, N), leaves=5))
    layer = data.draw(st.integers(1, 3))
    table = data.draw(st.lists(st.integers(1, 9), min_size=8, max_size=8))

    def at(index):
        return table[evaluate(index, {l: layer})]

    direct = {name: at(index) for name, index in sizes.items()} | {N: 3}
    expected = defined(formula, direct)
    assume(expected is not None)
    widths = {symbol("p", index): table[index] for index in range(-1, 7)}
    assert evaluate(formula.size, {l: layer, N: 3, **widths}) == expected
    assert evaluate(substitute(substitute(formula.size, {l: layer}), {N: 3}), widths) == expected


def test_an_index_is_replaced_and_then_looked_up():
    l = symbol("l")
    assert str(substitute(symbol("n", l - 1), {l: 3})) == "n[2]"
    assert substitute(symbol("n", l - 1), {l: 3, symbol("n", 2): 5}) == 5
    assert substitute(symbol("n", l - 1), {symbol("n", l - 1): 7, l: 3}) == 7
    assert str(substitute(symbol("n", symbol("k", l)), {l: 3})) == "n[k[3]]"


def test_replacements_are_simultaneous():
    assert substitute(N + 2 * M, {N: M, M: N}) == M + 2 * N


def test_a_missing_value_is_named():
    with pytest.raises(KeyError, match="m"):
        evaluate(N * M, {N: 2})


def test_only_a_symbol_can_be_replaced():
    with pytest.raises(ValueError, match=r"only a symbol can be substituted \(got n\+1\)"):
        substitute(N, {N + 1: 2})


def test_symbols_are_given_once_in_canonical_order():
    l = symbol("l")
    names = [symbol.name for symbol in symbols_of(minimum(N, M) // K + N * M + symbol("q", l))]
    assert sorted(names) == ["k", "m", "n", "q"]
    assert index_of(symbol_in(symbol("n", l - 1))) == l - 1
    assert symbol_in(N + 1) is None
    assert symbol_in(3) is None


# Values as Python objects.


@given(formulas())
def test_a_size_survives_pickling_and_copying(formula):
    for again in (pickle.loads(pickle.dumps(formula.size)), copy.deepcopy(formula.size)):
        assert again == formula.size
        assert hash(again) == hash(formula.size)
        assert str(again) == str(formula.size)


def test_a_pickled_size_is_equal_in_another_process():
    # Hashes of texts differ between processes, so a pickled hash would be wrong there.
    size = minimum(symbol("n", symbol("l") - 1), M) // K
    code = (
        "import pickle, sys; from shapecheck.core.dim import *; l = symbol('l')\n"
        "size = pickle.loads(bytes.fromhex(sys.argv[1]))\n"
        "print({size: 'found'}[minimum(symbol('n', l - 1), symbol('m')) // symbol('k')])"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, pickle.dumps(size).hex()],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == "found\n", done.stderr


def test_a_size_cannot_be_changed():
    for name in ("terms", "_hash", "other"):
        with pytest.raises(AttributeError):
            setattr(N, name, ())
        with pytest.raises(AttributeError):
            delattr(N, name)
    with pytest.raises(AttributeError):
        symbol_in(N).name = "m"


def test_a_size_is_not_equal_to_what_is_not_a_size():
    assert N != "n"
    assert N != 1
    assert N.terms != N
    assert symbol("n") == N
    assert symbol("n", may_be_zero=True) != N
    assert repr(N + 1) == "n+1"


@pytest.mark.parametrize("other", [True, 1.0, "m", None])
def test_only_integers_and_sizes_take_part(other):
    for operate in (
        lambda: N + other,
        lambda: other - N,
        lambda: N * other,
        lambda: N // other,
        lambda: other % N,
        lambda: N**other,
        lambda: minimum(N, other),
        lambda: maximum(other, 2),
        lambda: broadcast_sizes(N, other),
        lambda: product((2, other)),
        lambda: substitute(N, {N: other}),
        lambda: substitute(other, {}),
        lambda: symbol("n", other) if other is not None else symbol(other),
    ):
        with pytest.raises((TypeError, AttributeError)):
            operate()


def test_a_symbol_is_named_by_an_identifier():
    with pytest.raises(ValueError, match=r"must be an identifier \(got '2n'\)"):
        symbol("2n")


# Printing.


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (N * M + 2 * N - 1, "m*n+2*n-1"),
        (-N, "-n"),
        (N**2 - M, "n**2-m"),
        ((N - 1) // 2, "(n-1)//2"),
        ((N - 1) // 2 + 1, "((n-1)//2)+1"),
        (2 * (N % M), "2*(n%m)"),
        ((N // M) ** 2, "(n//m)**2"),
        (-(-N // M), "-((-n)//m)"),
        (N // (M * K), "n//(k*m)"),
        (symbol("n", symbol("l") - 1) * M, "m*n[l-1]"),
        (symbol("n", 10) + symbol("n", 9), "n[9]+n[10]"),
        (maximum(N, M + 1), "max(m+1,n)"),
        (broadcast_sizes(N, M), "broadcast(m,n)"),
    ],
)
def test_a_size_prints_as_it_is_written(size, text):
    assert str(size) == text


@given(st.permutations(range(6)))
def test_printing_does_not_depend_on_the_order_of_building(order):
    parts = (N * M, 2 * K, minimum(N, M), N // 3, symbol("n", 2), 7)
    total = 0
    for i in order:
        total = parts[i] + total
    assert str(total) == str(sum(parts[1:], parts[0]))
    assert str(minimum(*(symbol("a", i) for i in order))) == "min(a[0],a[1],a[2],a[3],a[4],a[5])"


# Large and deep sizes: an answer or `UnsupportedOperation`, soon.


MANY = [symbol("s", i) for i in range(3000)]


@pytest.mark.usefixtures("soon")
def test_a_sum_of_three_thousand_terms():
    total, backwards = 0, 0
    for size in MANY:
        total = total + size
    for size in reversed(MANY):
        backwards = size + backwards
    assert total == backwards
    assert str(total).count("+") == 2999
    assert total - backwards == 0
    assert evaluate(total, dict.fromkeys(MANY, 2)) == 6000
    assert (2 * total) // 2 == total
    assert evaluate((total + 1) // 2, dict.fromkeys(MANY, 2)) == 3000
    assert len(list(symbols_of(total))) == 3000
    assert pickle.loads(pickle.dumps(total)) == total


@pytest.mark.usefixtures("soon")
def test_a_product_of_three_thousand_factors():
    total = product(tuple(MANY))
    again = 1
    for size in reversed(MANY):
        again = again * size
    assert total == again
    assert total // MANY[7] == product(tuple(MANY[:7] + MANY[8:]))
    assert N**1000 * N == N**1001


@pytest.mark.usefixtures("soon")
def test_a_minimum_of_five_hundred_sizes():
    least = MANY[0]
    for size in MANY[1:500]:
        least = minimum(least, size)
    assert least == minimum(*MANY[:500])
    assert evaluate(least, {size: i for i, size in enumerate(MANY[:500], 5)}) == 5
    assert broadcast_sizes(*MANY[:500]) == broadcast_sizes(*reversed(MANY[:500]))


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    "step",
    [
        lambda size, i: minimum(size + 1, MANY[i]),
        lambda size, i: minimum(size, maximum(MANY[i], size * 2 - M)),
        lambda size, i: (size + M) // K,
        lambda size, i: symbol("s", size),
        lambda size, i: (size + i) ** 2 + N,
        lambda size, i: size**3 * 7,
        lambda size, i: (2 * size) ** 200,
        lambda size, i: (size + M) ** (i + 1),
        lambda size, i: M % (size + 1),
    ],
)
def test_what_nests_or_grows_without_end_is_refused_in_words(step):
    sizes = [N]
    with pytest.raises(UnsupportedOperation, match="arithmetic on sizes: "):
        sizes.extend(step(sizes[-1], i) for i in range(500))
    size = sizes[-1]
    assert str(size)
    assert substitute(size, {M: N}) is not None
    assert pickle.loads(pickle.dumps(size)) == size


def test_halving_again_and_again_stays_one_quotient():
    size = N
    for _ in range(500):
        size = (size + 1) // 2
    assert len(list(symbols_of(size))) == 1
    assert isinstance(size.terms[0][0][0][0], Operation)
    assert size.terms[0][0][0][0].kind is Kind.FLOOR_DIVIDE


def test_a_symbol_is_shown_in_full():
    assert repr(Symbol("n")) == "Symbol(name='n', index=None, flexible=False, may_be_zero=False)"
