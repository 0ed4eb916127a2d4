"""Matching on generated specs and shapes: its laws, and jaxtyping as the oracle."""

import pickle

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from jaxtyping import Float, jaxtyped
from strategies import K, M, N, Z

from shapecheck.core.array import Array
from shapecheck.core.claims import Claim
from shapecheck.core.dim import symbol
from shapecheck.core.judge import decide
from shapecheck.core.matching.bindings import Bindings
from shapecheck.core.matching.matcher import Match, match_all
from shapecheck.core.notation.parse_spec import parse_spec
from shapecheck.core.shape import UNKNOWN_SHAPE, Shape
from shapecheck.core.verdict import Verdict

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
F, G = symbol("f", flexible=True), symbol("g", flexible=True)


def fit_all(*pairs: tuple[str, tuple | Shape], bindings: Bindings | None = None) -> Match:
    arrays = [
        (parse_spec(spec), Array(shape if isinstance(shape, Shape) else Shape(shape), name=name))
        for name, (spec, shape) in zip("ABCDEFGH", pairs, strict=False)
    ]
    return match_all(arrays, Bindings() if bindings is None else bindings)


pieces = st.sampled_from(["1", "2", "4", "n", "m", "n+1", "2*n", "n+m", "n*m", "n//2", "#n", "#m", "#2", "_", "(n 2)"])
run_pieces = st.sampled_from([[], [], ["..."], ["*s"], ["#*s"]])
spec_texts = st.builds(
    lambda a, run, b: " ".join([*a, *run, *b]), st.lists(pieces, max_size=2), run_pieces, st.lists(pieces, max_size=2)
)
numbers = st.lists(st.integers(0, 5), max_size=4).map(tuple)
symbolic = st.one_of(
    st.lists(st.sampled_from([0, 1, 2, 3, 4, N, M, K, Z, N + 1, F, F + 1, G, 2 * G, F + G]), max_size=4).map(
        lambda sizes: Shape(tuple(sizes))
    ),
    st.sampled_from([UNKNOWN_SHAPE, Shape((2,), "t", (N,)), Shape((), "...", (F, 3))]),
)


def decided(claims: tuple[Claim, ...], verdict: Verdict) -> bool:
    return all(decide(claim) is verdict for claim in claims)


@given(st.lists(st.tuples(spec_texts, symbolic), max_size=4))
def test_the_claims_decide_as_the_match_says(pairs):
    found = fit_all(*pairs)
    assert decided(found.failed, NO)
    assert decided(found.undecided, UNKNOWN)
    assert (found.verdict is NO) == bool(found.failed)
    assert (found.verdict is UNKNOWN) == (bool(found.undecided) and not found.failed)
    assert pickle.loads(pickle.dumps(found)) == found


@given(st.lists(st.tuples(spec_texts, symbolic), max_size=4))
def test_matching_again_under_the_new_bindings_gives_the_same_verdict_and_binds_nothing_more(pairs):
    found = fit_all(*pairs)
    again = fit_all(*pairs, bindings=found.bindings)
    assert again.verdict is found.verdict
    assert again.bindings == found.bindings


@given(st.lists(st.tuples(spec_texts, numbers), max_size=3), st.randoms(use_true_random=False))
def test_the_verdict_on_numbers_does_not_depend_on_the_order(pairs, random):
    shuffled = random.sample(pairs, len(pairs))
    assert fit_all(*pairs).verdict is fit_all(*shuffled).verdict


# jaxtyping as the oracle, for what it can express: axes in an order in which it knows each name it needs.

simple = st.sampled_from(["1", "2", "3", "n", "m", "#n", "#m", "#2", "_", "rows=2"])
jax_specs = st.builds(
    lambda a, run, b: " ".join([*a, *run, *b]), st.lists(simple, max_size=2), run_pieces, st.lists(simple, max_size=2)
)
jax_pairs = st.lists(st.tuples(jax_specs, st.lists(st.integers(1, 3), max_size=4).map(tuple)), max_size=3)
formulas_of_bound_names = st.sampled_from(["n+m", "n*m-1", "(n+1)//2", "min(n,m)", "max(n,2)", "n%2"])


def jaxtyping_says(pairs: list[tuple[str, tuple[int, ...]]]) -> bool:
    with jaxtyped("context"):
        return all(isinstance(np.empty(shape), Float[np.ndarray, spec]) for spec, shape in pairs)


def agrees_with_jaxtyping(pairs: list[tuple[str, tuple[int, ...]]], pairs_for_us=None) -> bool:
    expected = YES if jaxtyping_says(pairs) else NO
    return fit_all(*(pairs_for_us or pairs)).verdict is expected


@given(jax_pairs)
def test_numbers_fit_exactly_when_jaxtyping_says_so(pairs):
    assert agrees_with_jaxtyping(pairs)


@given(st.tuples(*[st.integers(1, 3)] * 3), formulas_of_bound_names)
def test_expressions_fit_exactly_when_jaxtyping_says_so(shape, formula):
    assert agrees_with_jaxtyping([(f"n m {formula}", shape)])


def test_the_comparison_with_jaxtyping_notices_a_wrong_rule():
    pairs = [("#n", (1,)), ("n", (3,))]
    assert agrees_with_jaxtyping(pairs)
    assert not agrees_with_jaxtyping(pairs, [("n", (1,)), ("n", (3,))])
