"""Bindings: what a name stands for, where it was bound, and when two sizes can be made equal."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import K, M, N, Undefined, Z, formulas, values_of

from shapecheck.core.array import Array, Origin
from shapecheck.core.compare import compare
from shapecheck.core.dim import Dim, minimum, symbol, symbol_in
from shapecheck.core.matching.bindings import Bindings, Bound, BoundRun
from shapecheck.core.matching.solve import occurs, solve
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.shape import Shape
from shapecheck.core.terms import of_atom
from shapecheck.core.verdict import Verdict

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
W0 = Origin("axis 0 of W")
X1 = Origin("axis 1 of X", "model.py", 12)
L = symbol("l")
N_L, N_PREVIOUS = symbol("n", L), symbol("n", L - 1)
F, G = symbol("f", flexible=True), symbol("g", flexible=True)
EMPTY = Bindings()


# Binding and looking up.


def test_nothing_is_bound_at_first():
    assert EMPTY.resolve(2 * N + 1) == 2 * N + 1
    assert (EMPTY.origin(N), EMPTY.bound(N), EMPTY.run("s"), EMPTY.array("W"), len(EMPTY)) == (
        None,
        None,
        None,
        None,
        0,
    )
    assert EMPTY.explain(N) == "n"


def test_a_bound_symbol_is_put_into_sizes_and_shapes():
    bindings = EMPTY.bind(N, 4, W0)
    assert bindings.resolve(2 * N + M) == M + 8
    assert bindings.resolve(7) == 7
    assert bindings.resolve_shape(Shape((N,), "s", (M,))) == Shape((4,), "s", (M,))
    assert N in bindings
    assert M not in bindings


def test_binding_leaves_the_old_bindings_as_they_were():
    bindings = EMPTY.bind(N, 4, W0)
    bindings.bind(M, 3, X1).bind_run("s", Shape((2,)), W0).with_array("W", Array())
    assert (len(bindings), bindings.resolve(M), bindings.run("s"), bindings.array("W")) == (1, M, None, None)


def test_an_origin_is_kept_with_each_binding():
    bindings = EMPTY.bind(N, 4, W0).bind(M, 7, X1)
    assert bindings.bound(N) == Bound(4, W0)
    assert str(bindings.origin(M)) == "axis 1 of X at model.py:12"
    assert list(bindings) == [(symbol_in(N), Bound(4, W0)), (symbol_in(M), Bound(7, X1))]


def test_a_size_is_explained_by_the_bindings_in_it():
    bindings = EMPTY.bind(N_PREVIOUS, 4, W0)
    assert bindings.explain(N_PREVIOUS) == "n[l-1], bound by axis 0 of W"
    assert bindings.explain(2 * N_PREVIOUS + M) == "m+2*n[l-1], n[l-1] = 4 bound by axis 0 of W"
    assert bindings.explain(4) == ""


def test_an_index_is_resolved_before_the_symbol_is_looked_up():
    bindings = EMPTY.bind(symbol("n", 2), 5, W0).bind(L, 3, X1)
    assert bindings.resolve(N_PREVIOUS) == 5
    assert bindings.resolve(N_L) == symbol("n", 3)
    assert bindings.origin(N_PREVIOUS) == W0
    assert bindings.resolve(symbol("k", N_PREVIOUS)) == symbol("k", 5)


def test_indexed_symbols_are_different_names():
    bindings = EMPTY.bind(N_PREVIOUS, 4, W0)
    assert (bindings.resolve(N_PREVIOUS), bindings.resolve(N_L), bindings.resolve(N)) == (4, N_L, N)


def test_a_chain_of_bindings_is_followed():
    bindings = EMPTY.bind(F, G + 1, W0).bind(G, 2 * M, W0).bind(M, 3, X1)
    assert bindings.resolve(F) == 7
    assert bindings.bound(F) == Bound(7, W0)


@pytest.mark.parametrize(
    ("name", "size", "message"),
    [
        (N, 5, "n is bound already, by axis 0 of W"),
        (M, M + 1, "m cannot be bound to m+1, which contains it"),
        (M, K, "m cannot be bound to m\\+3, which contains it"),
        (L, N_L, "l cannot be bound to n\\[l\\], which contains it"),
        (M, 0, "m must be at least 1 \\(got 0\\)"),
        (Z, -1, "z must be at least 0 \\(got -1\\)"),
        (N + 1, 3, "only a symbol can be bound \\(got n\\+1\\)"),
    ],
)
def test_a_binding_that_makes_no_sense_is_refused(name, size, message):
    bindings = EMPTY.bind(N, 4, W0).bind(K, M + 3, W0)
    with pytest.raises(ValueError, match=message.replace("m+1", "m\\+1")):
        bindings.bind(name, size, X1)


def test_a_bool_is_not_a_size():
    with pytest.raises(TypeError, match="must be an int or a Dim"):
        EMPTY.bind(N, True, W0)


def test_a_run_is_bound_to_axes_once():
    bindings = EMPTY.bind_run("s", Shape((2, N)), W0).bind(N, 3, X1)
    assert bindings.run("s") == BoundRun(Shape((2, 3)), W0)
    with pytest.raises(ValueError, match=r"\*s is bound already"):
        bindings.bind_run("s", Shape(), X1)


def test_a_stretchable_run_may_be_replaced():
    bindings = EMPTY.bind_run("s", Shape((1,)), W0, stretchable=True).bind_run("s", Shape((3,)), X1)
    assert bindings.run("s") == BoundRun(Shape((3,)), X1)


def test_bindings_are_values_that_compare_hash_print_and_pickle():
    one = EMPTY.bind(N, 4, W0).bind(M, 3, X1).bind_run("s", Shape((2, 3)), W0).with_array("W", Array(Shape((4, 3))))
    two = EMPTY.bind_run("s", Shape((2, 3)), W0).with_array("W", Array(Shape((4, 3)))).bind(M, 3, X1).bind(N, 4, W0)
    assert one == two
    assert hash(one) == hash(two)
    assert one != EMPTY
    assert pickle.loads(pickle.dumps(one)) == one
    assert repr(one) == "<Bindings n = 4, m = 3, *s = (2, 3)>"
    assert repr(EMPTY) == "<Bindings empty>"


# Making two sizes equal.


@pytest.mark.parametrize(
    ("left", "right", "verdict", "bound"),
    [
        (N, 4, YES, {N: 4}),
        (4, N, YES, {N: 4}),
        (4, 4, YES, {}),
        (4, 3, NO, {}),
        (N, N, YES, {}),
        (N, N + 1, NO, {}),
        (N + 1, 4, YES, {N: 3}),
        (2 * N, 6, YES, {N: 3}),
        (2 * N, 5, NO, {}),
        (N + 1, 1, NO, {}),  # n would be 0
        (N, 0, NO, {}),
        (Z, 0, YES, {Z: 0}),
        (Z + 1, 0, NO, {}),
        (3 - N, 1, YES, {N: 2}),
        (N * M, 4 * M, YES, {N: 4}),
        (N * M + M, M, NO, {}),
        (N_PREVIOUS, 4, YES, {N_PREVIOUS: 4}),
        (N, M, UNKNOWN, {}),  # two names of the user's are never made the same
        (N, M + 1, UNKNOWN, {}),
        (N + M, 7, UNKNOWN, {}),
        (N * M, 12, UNKNOWN, {}),
        (N**2, 9, UNKNOWN, {}),
        (N // 2, 3, UNKNOWN, {}),  # 6 or 7
        (N + N // 2, 4, UNKNOWN, {}),
        (minimum(N, M), 3, UNKNOWN, {}),
        (F, 4, YES, {F: 4}),
        (F, G, YES, {F: G}),
        (F, N, YES, {F: N}),
        (N, F, YES, {F: N}),
        (F, N + M, YES, {F: N + M}),
        (F + 1, N + 2, YES, {F: N + 1}),
        (F + 1, N, UNKNOWN, {}),  # f = n - 1 is possible only for n > 1
        (2 * F, N, UNKNOWN, {}),
        (2 * F, 2 * N, YES, {F: N}),
        (F * N, N * M, YES, {F: M}),
        (F, minimum(F, 3), UNKNOWN, {}),
        (symbol("n", F), F, UNKNOWN, {}),  # f would contain itself
    ],
)
def test_unify_binds_where_one_value_alone_will_do(left, right, verdict, bound):
    expected = EMPTY
    for name, size in bound.items():
        expected = expected.bind(name, size, X1)
    assert EMPTY.unify(left, right, X1) == (verdict, expected)


def test_unify_uses_what_is_bound():
    bindings = EMPTY.bind(N, 4, W0)
    assert bindings.unify(N, 4, X1) == (YES, bindings)
    assert bindings.unify(N, 3, X1) == (NO, bindings)
    assert bindings.unify(N + 2 * M, 10, X1) == (YES, bindings.bind(M, 3, X1))
    assert bindings.unify(N * M, 12, X1) == (YES, bindings.bind(M, 3, X1))


def test_a_size_that_divides_by_zero_is_equal_to_none():
    bindings = EMPTY.bind(Z, 0, W0)
    assert bindings.unify(N // Z, 3, X1) == (NO, bindings)


@given(formulas((N, M, Z), leaves=4), formulas((N, M, Z), leaves=4))
def test_unify_says_no_only_where_no_values_make_the_sizes_equal_and_yes_only_where_its_binding_does(left, right):
    verdict, bindings = EMPTY.unify(left.size, right.size, W0)
    if verdict is not YES:
        assert bindings == EMPTY
    for values in values_of((N, M, Z), 5):
        try:
            equal = left.value(values) == right.value(values)
        except Undefined:
            continue
        # Rigid symbols are bound to numbers only.
        bound = all(values[Dim(of_atom(name))] == binding.size for name, binding in bindings)
        if verdict is NO:
            assert not equal
        elif verdict is YES:
            assert equal is bound


@given(formulas((N, M, F, G), leaves=4), formulas((N, M, F, G), leaves=4))
def test_what_unify_has_made_equal_compares_equal(left, right):
    verdict, bindings = EMPTY.unify(left.size, right.size, W0)
    if verdict is YES:
        assert compare(bindings.resolve(left.size), bindings.resolve(right.size)) is YES
        assert bindings.unify(left.size, right.size, X1) == (YES, bindings)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(-20, 60))
def test_a_linear_equation_is_solved_exactly(factor, n, offset):
    assert EMPTY.unify(factor * N + offset, factor * n + offset, W0) == (YES, EMPTY.bind(N, n, W0))


def test_flexible_symbols_are_solved_for_first():
    assert [name.name for name, _ in solve(N + F, M + G)] == ["f", "g", "m", "n"]


def test_a_symbol_occurs_in_operations_and_indices():
    name = symbol_in(L)
    assert [occurs(name, parse_size(text).terms) for text in ("l+1", "n[l]*m", "min(n[l],3)", "n[k]", "n")] == [
        True,
        True,
        True,
        False,
        False,
    ]
