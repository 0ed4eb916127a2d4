"""Matching: what fits, what is bound by it, which axis fails and how that is said, and what stays undecided."""

import itertools
from functools import partial

import pytest
from strategies import M, N

from shapecheck.core.array import Array, Axis, Origin, Quantity
from shapecheck.core.claims import Agree, Broadcastable, Depends, RankIs, SameRank, StretchesTo, Valid
from shapecheck.core.dim import symbol
from shapecheck.core.judge import decide
from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.matching.matcher import Match, match, match_all
from shapecheck.core.notation.parse_call import parse_call
from shapecheck.core.notation.parse_size import parse_size
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
EMPTY = Bindings()
F, G = symbol("f", flexible=True), symbol("g", flexible=True)


def fit(spec: str, shape: tuple | Shape, bindings: Bindings = EMPTY, name: str = "X") -> Match:
    return match(parse_spec(spec), Array(shape if isinstance(shape, Shape) else Shape(shape), name=name), bindings)


def fit_all(*pairs: tuple[str, tuple | Shape]) -> Match:
    return match_all(
        [
            (parse_spec(spec), Array(shape if isinstance(shape, Shape) else Shape(shape), name=name))
            for name, (spec, shape) in zip("ABCDEFGH", pairs, strict=False)
        ],
        EMPTY,
    )


def values(found: Match, *names: str) -> tuple:
    return tuple(found.bindings.resolve(parse_size(name)) for name in names)


# What fits.


@pytest.mark.parametrize(
    ("spec", "shape"),
    [
        ("", ()),
        ("4 3", (4, 3)),
        ("n m", (4, 3)),
        ("n n", (4, 4)),
        ("n n+1", (4, 5)),
        ("n+1 n", (5, 4)),
        ("n[l] n[l-1]", (5, 4)),
        ("n 0", (4, 0)),
        ("_ _", (0, 3)),
        ("#n n", (1, 4)),
        ("#n n", (4, 4)),
        ("#4", (1,)),
        ("rows=4", (4,)),
        ("(h w) h w", (6, 2, 3)),
        ("(2 w)", (6,)),
        ("...", ()),
        ("...", (2, 3)),
        ("... n", (2, 3, 4)),
        ("n ... n", (4, 4)),
        ("*s n", (4,)),
        ("n *s m", (4, 2, 3, 5)),
        ("min(n,3) n", (3, 7)),
        ("n**2 n", (9, 3)),
        ("n//2 n", (3, 7)),
        ("broadcast(n,m) n m", (4, 1, 4)),
        ("{k}*2 {k}", (8, 4)),
    ],
)
def test_a_shape_that_fits_is_yes(spec, shape):
    found = fit(spec, shape)
    assert (found.verdict, found.failed, found.undecided, found.verdicts) == (YES, (), (), (YES,))


def test_names_are_bound_with_the_axis_they_come_from():
    found = fit("n[l] n[l-1]", (5, 4), name="W")
    assert values(found, "n[l]", "n[l-1]") == (5, 4)
    assert str(found.bindings.origin(parse_size("n[l-1]"))) == "axis 1 of W"
    assert str(fit("n", (5,), name="").bindings.origin(N)) == "axis 0"


def test_the_place_where_an_axis_has_its_size_from_is_kept():
    operand = Array(Shape((5, 4)), name="W", origins=(None, Origin("layer_dims[1]", "model.py", 12)))
    found = match(parse_spec("n m"), operand, EMPTY)
    assert [str(bound.origin) for _, bound in found.bindings] == ["axis 0 of W", "axis 1 of W at model.py:12"]


def test_a_run_is_bound_to_its_axes():
    found = fit("n *s m", (4, 2, 3, 5))
    assert found.bindings.run("s").shape == Shape((2, 3))
    assert values(found, "n", "m") == (4, 5)


def test_an_axis_of_size_one_does_not_bind_a_broadcastable_name():
    assert values(fit("#n", (1,)), "n") == (N,)
    assert values(fit("#n", (4,)), "n") == (4,)


def test_arrays_may_be_empty_where_the_symbols_may_be_zero():
    assert fit("n m", (4, 0)).verdict is NO
    made = parse_spec("n m", partial(symbol, may_be_zero=True))
    found = match(made, Array(Shape((4, 0))), EMPTY)
    assert found.verdict is YES
    assert found.bindings.resolve(symbol("m", may_be_zero=True)) == 0


# What fails, and how it is said.


def test_an_axis_that_differs_is_a_claim_with_both_origins():
    first = fit("n[l] n[l-1]", (5, 4), name="W")
    found = fit("n[l-1] m", (3, 7), first.bindings, name="A_prev")
    (claim,) = found.failed
    assert claim == Agree(Axis(Array(Shape((3, 7)), name="A_prev"), 0), Quantity(4, "n[l-1], bound by axis 1 of W"))
    assert decide(claim) is NO


@pytest.mark.parametrize(
    ("spec", "shape", "axis", "wanted"),
    [
        ("4", (3,), 0, Quantity(4, "the spec")),
        ("rows=4", (3,), 0, Quantity(4, "rows")),
        ("n n", (4, 3), 1, Quantity(4, "n, bound by axis 0 of X")),
        ("n n+1", (4, 3), 1, Quantity(5, "n+1, n = 4 bound by axis 0 of X")),
        ("n+1 n", (3, 4), 0, Quantity(5, "n+1, n = 4 bound by axis 1 of X")),
        ("2*n", (5,), 0, Quantity(2 * N, "2*n")),
        ("n", (0,), 0, Quantity(N, "n")),
        ("... n n", (7, 4, 3), 2, Quantity(4, "n, bound by axis 1 of X")),
        ("(h w) h w", (7, 2, 3), 0, Quantity(6, "h*w, h = 2 bound by axis 1 of X, w = 3 bound by axis 2 of X")),
    ],
)
def test_the_wanted_size_says_where_it_is_from(spec, shape, axis, wanted):
    found = fit(spec, shape)
    assert found.verdict is NO
    assert found.failed == (Agree(Axis(Array(Shape(shape), name="X"), axis), wanted),)


def test_a_rank_that_differs_is_the_only_failure():
    x = Array(Shape((4, 3)), name="X")
    assert fit("n", (4, 3)).failed == (RankIs(x, 1, 1),)
    assert fit("n m k ...", (4, 3)).failed == (RankIs(x, 3, None),)
    assert fit("", (4, 3)).failed == (RankIs(x, 0, 0),)


def test_a_broadcastable_axis_fails_as_one_that_cannot_stretch():
    found = fit("n #n", (4, 3))
    (claim,) = found.failed
    assert isinstance(claim, StretchesTo)
    assert (claim.source.size, claim.target.size) == (3, 4)
    assert claim.target.what == "n, bound by axis 0 of X"


def test_every_axis_that_fails_is_listed_in_order():
    assert [claim.left.axis for claim in fit("4 n 5", (3, 7, 6)).failed] == [0, 2]


def test_a_failed_check_binds_nothing():
    bindings = fit("n", (4,)).bindings
    found = fit("m n", (3, 5), bindings)
    assert found.verdict is NO
    assert found.bindings is bindings


def test_a_size_that_divides_by_zero_fails():
    bindings = EMPTY.bind(parse_size("{k}"), 0, Origin("k"))
    found = fit("n//{k} n", (3, 6), bindings)
    assert found.failed == (Valid("a size of the spec divides by 0"),)


# Several arrays.


def test_names_are_shared_between_arrays():
    call = parse_call("A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1")
    arrays = [Array(Shape(shape), name=name) for name, shape in (("A_prev", (4, 7)), ("W", (5, 4)), ("b", (5, 1)))]
    found = match_all([(a.spec, x) for a, x in zip(call.arguments, arrays, strict=True)], EMPTY)
    assert (found.verdict, found.verdicts) == (YES, (YES, YES, YES))
    assert repr(found.bindings) == "<Bindings n[l-1] = 4, m = 7, n[l] = 5>"


def test_each_array_has_its_own_verdict():
    found = fit_all(("n", (4,)), ("n", (5,)), ("n+m*k", (9,)))
    assert found.verdicts == (YES, NO, UNKNOWN)
    assert [claim.left.operand.name for claim in found.failed] == ["B"]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_the_order_of_the_arrays_does_not_matter(order):
    pairs = [("n+m+k", (9,)), ("n+m", (7,)), ("n", (4,)), ("2*k*n", (16,))]
    found = fit_all(*(pairs[i] for i in order))
    assert found.verdict is YES
    assert values(found, "n", "m", "k") == (4, 3, 2)


def test_a_plain_name_binds_before_an_expression_so_that_the_expression_is_the_one_that_fails():
    found = fit_all(("n+1", (5,)), ("n", (7,)))
    assert found.failed == (
        Agree(Axis(Array(Shape((5,)), name="A"), 0), Quantity(8, "n+1, n = 7 bound by axis 0 of B")),
    )


def test_two_unknowns_in_one_equation_stay_undecided():
    found = fit("n+m", (7,))
    assert found.verdict is UNKNOWN
    assert found.undecided == (Agree(Axis(Array(Shape((7,)), name="X"), 0), Quantity(N + M, "m+n")),)


def test_a_later_check_decides_what_an_earlier_one_bound():
    first = fit("n m", (4, 3))
    assert fit("n+m", (7,), first.bindings).verdict is YES
    assert fit("n+m", (8,), first.bindings).verdict is NO


# Shaped like another array.


def test_an_array_is_shaped_like_another_of_the_same_call_in_any_order():
    assert fit_all(("=B", (4, 3)), ("n m", (4, 3))).verdict is YES
    assert fit_all(("n m", (4, 3)), ("=A", (4, 3))).verdict is YES
    assert fit_all(("=B", (4, 3)), ("=A", (4, 3))).verdict is YES


def test_an_array_is_shaped_like_one_of_an_earlier_check():
    bindings = match(parse_spec("n m"), Array(Shape((4, 3)), name='parameters["W1"]'), EMPTY).bindings
    assert fit('=parameters["W1"]', (4, 3), bindings, 'grads["dW1"]').verdict is YES


def test_a_transposed_gradient_fails_on_each_axis_against_its_parameter():
    found = fit_all(("n m", (4, 3)), ("=A", (3, 4)))
    a, b = Array(Shape((4, 3)), name="A"), Array(Shape((3, 4)), name="B")
    assert found.failed == (
        Agree(Axis(b, 0), Axis(a, 0), "sizes of axis 0"),
        Agree(Axis(b, 1), Axis(a, 1), "sizes of axis 1"),
    )


def test_a_gradient_that_lost_an_axis_fails_by_its_rank():
    found = fit_all(("n 1", (4, 1)), ("=A", (4,)))
    assert found.failed == (SameRank(Array(Shape((4,)), name="B"), Array(Shape((4, 1)), name="A")),)


def test_an_array_that_was_not_seen_leaves_the_check_undecided():
    found = fit("=W", (4, 3))
    assert found.verdict is UNKNOWN
    assert found.undecided == (SameRank(Array(Shape((4, 3)), name="X"), Array(name="W")),)


# Runs.


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        ([("*s n", (2, 3, 4)), ("*s", (2, 3))], YES),
        ([("*s n", (2, 3, 4)), ("*s", (2, 5))], NO),
        ([("*s n", (2, 3, 4)), ("*s", (3,))], NO),
        ([("*s", (2, 3)), ("#*s", (1, 3))], YES),
        ([("#*s", (1, 3)), ("*s", (2, 3))], YES),
        ([("*s", (2, 3)), ("#*s", (3,))], YES),
        ([("*s", (2, 3)), ("#*s", ())], YES),
        ([("*s", (2, 3)), ("#*s", (2,))], NO),
        ([("*s", (3,)), ("#*s", (1, 3))], NO),
        ([("#*s", (2, 1)), ("#*s", (1, 3))], YES),
        ([("#*s", (2, 1)), ("#*s", (3,)), ("*s", (2, 3))], YES),
        ([("#*s", (2,)), ("#*s", (3,))], NO),
        ([("#*s", (2,)), ("#*s", (1,)), ("#*s", (3,))], NO),
    ],
)
def test_runs_agree_or_broadcast(pairs, verdict):
    found = fit_all(*pairs)
    assert found.verdict is verdict
    assert [decide(claim) for claim in found.failed] == ([NO] if verdict is NO else [])


def test_a_run_that_was_only_stretched_may_still_grow_in_a_later_check():
    first = fit("#*s", (1, 3))
    assert fit("*s", (2, 3), first.bindings).bindings.run("s").shape == Shape((2, 3))
    failed = fit("*s", (2, 5), first.bindings)
    assert failed.verdict is NO
    assert isinstance(failed.failed[0], StretchesTo)
    assert fit("*s", (3,), first.bindings).failed == (RankIs(Array(Shape((3,)), name="X"), 2, None),)


def test_axes_of_a_run_say_what_bound_them():
    (claim,) = fit_all(("n *s", (7, 2, 3)), ("*s", (2, 5))).failed
    assert claim == Agree(
        Axis(Array(Shape((2, 5)), name="B"), 1),
        Quantity(3, "axis 1 of *s, bound by the shape (7, 2, 3) of A"),
    )


def test_stretched_runs_that_do_not_meet_say_so():
    (claim,) = fit_all(("#*s", (2,)), ("#*s", (3,))).failed
    assert isinstance(claim, Broadcastable)


# Symbolic arrays.


def test_a_symbolic_array_fits_its_own_spec():
    assert fit("n m", (N, M)).verdict is YES
    assert fit("n+1 2*m", (N + 1, 2 * M)).bindings == EMPTY.with_array("X", Array(Shape((N + 1, 2 * M)), name="X"))


def test_a_symbolic_array_that_never_fits_is_no():
    assert fit("n n", (N, N + 1)).verdict is NO
    assert fit("2*n", (2 * M + 1,)).verdict is NO


def test_two_names_of_the_users_are_not_made_the_same():
    found = fit("n", (M,))
    assert found.verdict is UNKNOWN
    assert found.undecided == (Agree(Axis(Array(Shape((M,)), name="X"), 0), Quantity(N, "n")),)


def test_an_inferred_size_takes_the_name_of_the_spec():
    found = fit_all(("n m", (F, G)), ("n+1", (F + 1,)))
    assert found.verdict is YES
    assert found.bindings.resolve(F) == N
    assert str(found.bindings.origin(F)) == "axis 0 of A"


def test_claims_have_what_is_known_put_in():
    (claim,) = fit_all(("4", (F,)), ("3", (F,))).failed
    assert (claim.left.size, claim.right.size) == (4, 3)
    assert decide(claim) is NO


def test_a_name_is_not_unified_through_broadcasting():
    found = fit("#n", (F,))
    assert found.verdict is UNKNOWN
    assert isinstance(found.undecided[0], StretchesTo)
    assert F not in found.bindings
    flexible = parse_spec("#n", partial(symbol, flexible=True))
    assert match(flexible, Array(Shape((M,))), EMPTY).verdict is UNKNOWN
    assert match(flexible, Array(Shape((M + 1,))), EMPTY).verdict is YES  # at least 2, so that only n fits
    assert fit_all(("#4", (F,)), ("1", (F,))).verdict is YES
    assert fit_all(("#4", (F,)), ("3", (F,))).verdict is NO


# Arrays of unknown rank.


def test_an_unknown_shape_fits_only_what_fits_all():
    assert fit("...", UNKNOWN_SHAPE).verdict is YES
    assert fit("*_rest", UNKNOWN_SHAPE).verdict is YES
    assert fit("n", UNKNOWN_SHAPE).undecided == (RankIs(Array(UNKNOWN_SHAPE, name="X"), 1, 1),)
    assert [type(claim) for claim in fit("*s", UNKNOWN_SHAPE).undecided] == [Depends]


def test_known_axes_of_an_unknown_rank_are_matched():
    shape = Shape((4,), "...", (3,))
    assert fit("n m", shape).verdict is UNKNOWN
    assert values(fit("n m", shape), "n", "m") == (4, 3)
    assert fit("5 m", shape).verdict is NO
    assert fit("n 5", shape).verdict is NO
    assert fit("n ... m", shape).verdict is YES
    assert fit("n", shape).verdict is NO
    assert fit("... 5", shape).verdict is NO


def test_a_named_run_of_the_array_is_what_a_run_of_the_spec_stands_for():
    shape = Shape((), "t", (3, 4))
    found = fit_all(("*s n", shape), ("*s", Shape((), "t", (3,))))
    assert found.verdict is YES
    assert found.bindings.run("s").shape == Shape((), "t", (3,))
    assert fit_all(("*s n", shape), ("*s", Shape((), "u", (3,)))).verdict is UNKNOWN
    assert fit_all(("*s n", shape), ("*s", (2, 3))).verdict is UNKNOWN


def test_unknown_ranks_are_compared_by_their_known_axes_when_shaped_alike():
    assert fit_all(("...", Shape((), "t", (3,))), ("=A", Shape((), "t", (3,)))).verdict is YES
    assert fit_all(("...", UNKNOWN_SHAPE), ("=A", UNKNOWN_SHAPE)).verdict is UNKNOWN
    assert fit_all(("...", Shape((4,), "...", (3,))), ("=A", (4, 2, 3))).verdict is UNKNOWN
    assert fit_all(("...", Shape((4,), "...", (3,))), ("=A", (4, 2, 5))).verdict is NO
    assert fit_all(("...", Shape((4,), "...", (3,))), ("=A", (5, 2, 3))).verdict is NO
    assert fit_all(("...", Shape((4,), "...", (3,))), ("=A", (4,))).verdict is NO


def test_many_arrays_are_matched_in_time():
    pairs = [(parse_spec(f"n[{i}] n[{i}-1]"), Array(Shape((i + 1, i)), name=f"W{i}")) for i in range(1, 1001)]
    assert match_all(pairs, EMPTY).verdict is YES
