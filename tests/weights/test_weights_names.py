"""What names of arrays say, as libraries and lessons write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shapecheck.weights.names import Role, natural, no_layer, parse_name

PAIRS = [
    ("W1", "b1"),
    ("w_1", "b_1"),
    ("W[1]", "b[1]"),
    ("weights1", "biases1"),
    ("fc1.weight", "fc1.bias"),
    ("module.net.layers.0.weight", "module.net.layers.0.bias"),
    ("coefs_0", "intercepts_0"),
    ("coefs_.0", "intercepts_.0"),
    ("dense_1/kernel:0", "dense_1/bias:0"),
    ("model/dense/dense/kernel", "model/dense/dense/bias"),
    ("_layer_checkpoint/dense/vars/0", "_layer_checkpoint/dense/vars/1"),
    ("W_out", "b_out"),
    ("hidden_W", "hidden_b"),
    ("params/W2", "params/b2"),
    ("params['W2']", "params['b2']"),
]


@pytest.mark.parametrize(("weights", "bias"), PAIRS)
def test_weights_and_bias_of_a_layer_have_one_key(weights, bias):
    first, second = parse_name(weights), parse_name(bias)
    assert (first.role, second.role) == (Role.WEIGHTS, Role.BIAS)
    assert first.key == second.key


def test_different_layers_have_different_keys():
    names = [name for name, _ in PAIRS if name not in {"w_1", "W[1]", "weights1", "coefs_.0", "params/W2"}]
    assert len({parse_name(name).key for name in names}) == len(names)


@pytest.mark.parametrize("name", ["A1", "X", "lr", "epoch", "weighted", "webs", "gamma", "", ".", "_", "1", "Wb", "'"])
def test_other_names_say_nothing(name):
    assert parse_name(name) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("m_W1", "state of an optimizer"),
        ("v_W1", "state of an optimizer"),
        ("v_dW1", "state of an optimizer"),
        ("sdb2", "state of an optimizer"),
        ("optimizer_state_dict.state.0.exp_avg", "state of an optimizer"),
        ("Adam/m/dense/kernel:0", "state of an optimizer"),
        ("dW1", "a gradient"),
        ("db1", "a gradient"),
        ("grads.W1", "a gradient"),
        ("bn1.running_mean", "of a normalisation"),
        ("batch_normalization/gamma:0", "of a normalisation"),
        ("embed.weight", "an embedding"),
        ("encoder.self_attn.in_proj_weight", "of an attention"),
        ("lstm.weight_ih_l0", "of a recurrent layer"),
    ],
)
def test_what_is_no_layer_is_told(name, reason):
    assert no_layer(name) == reason


@pytest.mark.parametrize("name", [name for pair in PAIRS for name in pair] + ["dense.weight", "seg.bias", "mlp.w1"])
def test_layers_are_not_taken_for_something_else(name):
    assert no_layer(name) is None


def test_numbers_are_sorted_as_numbers_and_ends_by_what_they_say():
    keys = [("layers", str(n)) for n in (0, 1, 2, 9, 10, 11, 100)]
    assert sorted(set(keys), key=natural) == keys
    words = [("input",), ("dense",), ("dense_1",), ("dense_2",), ("dense_10",), ("output",)]
    assert sorted(set(words), key=natural) == words


@given(st.text(max_size=40))
def test_any_text_is_a_name(text):
    found = parse_name(text)
    no_layer(text)
    if found is not None:
        natural(found.key)


@given(st.lists(st.lists(st.text("a1_9.", max_size=5), max_size=3).map(tuple), max_size=8))
def test_any_keys_can_be_sorted(keys):
    ordered, backward = sorted(keys, key=natural), keys[::-1]
    assert list(map(natural, sorted(backward, key=natural))) == list(map(natural, ordered))


def test_a_number_may_be_longer_than_python_reads():
    assert natural(("9" * 10_000,)) < natural(("1" + "0" * 10_000,))
