"""`shapecheck.testing.arguments`: what is drawn fits, tells names apart, and one axis more or less does not fit."""

import random
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import shapecheck
from shapecheck import checked
from shapecheck.core.notation.parse_call import parse_call, parse_contract
from shapecheck.runtime.boundary import Boundary
from shapecheck.runtime.contract import Contract, from_text
from shapecheck.testing import arguments
from shapecheck.testing.sizes import Unfit
from shapecheck.testing.values import Stated, build

SPECS = [
    "X: n m, w: n 1",
    "X: n m, Y: (n, k) where m >= 9, k != 3",
    "x: n n+1, y: 2*n (n m), z: n//2",
    "x: n m, y: k m where n = 2*k",
    "x: n m where n%3 = 0, m < n",
    "x: *s n, y: #*s n, z: ... _, w: #n 3",
    "x: n m, y: =x, c: (n m, (n,))",
    "dZ: n m, cache: (k m, n k, n 1)",
    'layer_dims: [int n[l] for l in 0..L], p: {"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L}, X: n[0] m',
    "caches: [(n[l-1] m, n[l] n[l-1]) for l in 1..L], AL: n[L] m, depth: int L",
    "x: [n[0] m, n[l] m for l in 1..L-1, k m]",
    'grads: {"dW": n m, 0: m, l: n[l] for l in 1..2}',
    "self: Net(W: n k, layers: [Layer(W: n k) for l in 1..L]), X: k m",
    'p["W"]: n m, p["b"]: n 1, c[0]: n, c[-1]: m, self.W: n m',
    "x: {q} m, y: {self.k} m",
    "k: int k, x: k m, s: (), t: (int k, ?)",
]


def boundary_of(spec):
    roots = dict.fromkeys(argument.path.root for argument in parse_call(spec).arguments)
    return Boundary(from_text(spec, Contract("f", (*roots, "q", "self"), pairs=False)))


@pytest.mark.parametrize("spec", SPECS)
def test_what_is_drawn_fits(spec):
    boundary = boundary_of(spec)

    @settings(max_examples=15)
    @given(arguments(spec, layers=(0, 4)))
    def check(drawn):
        assert boundary.arguments(drawn) is None

    check()


@pytest.mark.parametrize("spec", [spec for spec in SPECS if "#" not in spec and "s: ()" not in spec])
def test_an_axis_of_another_size_does_not_fit_where_its_size_is_said_elsewhere(spec):
    call = parse_call(spec)
    stated = Stated(tuple((argument.path, argument.form) for argument in call.arguments), call.needs)
    boundary = boundary_of(spec)
    refused = set()
    for broken in range(4):
        for seed in range(24):
            generator = random.Random(seed)
            try:
                drawn = build(stated, generator.choice, np.zeros, range(2, 4), broken=broken)
            except Unfit:
                continue
            if boundary.arguments(drawn) is not None:
                refused.add(broken)
    assert refused


@given(arguments("f(x: n m k, y: p q, z: [n[l] for l in 0..L], w: [r[l] n[l] for l in 0..L])"))
def test_names_have_numbers_of_their_own(drawn):
    sizes = [*drawn["x"].shape, *drawn["y"].shape]
    sizes += [size for array in drawn["w"] for size in array.shape]
    assert len(set(sizes)) == len(sizes)
    assert min(sizes) >= 2
    assert [array.shape[0] for array in drawn["z"]] == [array.shape[1] for array in drawn["w"]]


@given(arguments("x: n 3 5 7 11"))
def test_no_name_has_a_number_of_the_spec(drawn):
    assert drawn["x"].shape[0] not in {3, 5, 7, 11}


def test_how_many_layers_there_are_is_said_by_layers():
    lengths = set()

    @settings(max_examples=60)
    @given(arguments("x: [n m for l in 1..L]", layers=(0, 2)))
    def check(drawn):
        lengths.add(len(drawn["x"]))

    check()
    assert lengths == {0, 1, 2}


@given(arguments("x: n m, s: (), k: int n+1, o: Net(W: n), t: (n 1, ?), p: {0: m}"))
def test_each_form_is_a_value_of_its_kind(drawn):
    assert isinstance(drawn["x"], np.ndarray)
    assert ((drawn["x"] >= 0) & (drawn["x"] < 1)).all()
    assert isinstance(drawn["s"], float)
    assert drawn["k"] == drawn["x"].shape[0] + 1
    assert isinstance(drawn["o"], SimpleNamespace)
    assert drawn["t"][1] is None
    assert list(drawn["p"]) == [0]


@checked("A_prev: n[l-1] m, W: n[l] n[l-1], b: n[l] 1 -> n[l] m")
def linear_forward(A_prev, W, b, activation, slope=0.1):
    return activation(W @ A_prev + b) * slope


@given(arguments(linear_forward, activation=st.sampled_from([np.tanh, np.abs])))
def test_a_checked_function_takes_what_its_spec_says_and_what_is_given(drawn):
    assert "slope" not in drawn
    assert linear_forward(**drawn).shape == (drawn["W"].shape[0], drawn["A_prev"].shape[1])


def plain(X, w):
    return w.T @ X


@given(arguments(plain))
def test_a_function_without_a_spec_takes_what_its_body_asks_for(drawn):
    plain(**drawn)
    assert drawn["X"].shape[0] == drawn["w"].shape[0]


@pytest.mark.parametrize("contract", ["f(x: n m) -> m", parse_contract("f(x: n m) -> m")])
def test_a_contract_is_taken_as_text_and_as_data(contract):
    @settings(max_examples=5)
    @given(arguments(contract))
    def check(drawn):
        assert drawn["x"].ndim == 2

    check()


def test_what_is_said_of_no_argument_must_be_given():
    with pytest.raises(TypeError, match="the spec says nothing of `activation`: give a value"):
        arguments(linear_forward)
    with pytest.raises(TypeError, match="nothing is known of <built-in function len>"):
        arguments(len)
    with pytest.raises(shapecheck.SpecError):
        arguments("x: (n")


def test_what_no_sizes_satisfy_draws_nothing():
    @settings(max_examples=5, suppress_health_check=list(HealthCheck))
    @given(arguments("x: n m where n = m, n != m"))
    def check(drawn):
        raise AssertionError(drawn)

    with pytest.raises(Exception, match="Unable to satisfy"):
        check()
