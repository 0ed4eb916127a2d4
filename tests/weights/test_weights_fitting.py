"""Names and shapes become a network, in either layout and any order; what does not fit is found and named."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from shapecheck.weights import CannotRead, Saved, Stored, fit, recognise

STYLES = {
    "lesson": ("W{}", "b{}", 1),
    "torch": ("net.{}.weight", "net.{}.bias", 0),
    "sklearn": ("coefs_{}", "intercepts_{}", 0),
    "keras": ("dense_{}/kernel:0", "dense_{}/bias:0", 1),
    "nested": ("params/W/{}", "params/b/{}", 0),
}


def stored(sizes, layout="columns", style="lesson", bias="layout"):
    weights, biases, first = STYLES[style]
    found = []
    for l in range(1, len(sizes)):
        before, own = sizes[l - 1], sizes[l]
        columns = layout == "columns"
        found.append(Stored(weights.format(l - 1 + first), (own, before) if columns else (before, own)))
        if bias != "none":
            shape = (own,) if bias == "vector" else (own, 1) if columns else (1, own)
            found.append(Stored(biases.format(l - 1 + first), shape))
    return found


def network(arrays, layout=None):
    return fit(recognise(Saved(tuple(arrays))), "f.npz", layout)


architectures = st.lists(st.integers(1, 9), min_size=2, max_size=14)


@given(architectures, st.sampled_from(["columns", "rows"]), st.sampled_from(sorted(STYLES)), st.data())
def test_an_architecture_comes_back_from_its_arrays(sizes, layout, style, data):
    bias = data.draw(st.sampled_from(["layout", "vector", "none"]))
    arrays = data.draw(st.permutations(stored(sizes, layout, style, bias)))
    found = network(arrays, layout)
    assert (found.architecture.sizes, found.misfits, found.left_out) == (tuple(sizes), (), ())
    assert len(found.layers) == len(sizes) - 1
    assert all((layer.bias is None) is (bias == "none") for layer in found.layers)


@given(architectures, st.sampled_from(["columns", "rows"]), st.data())
def test_the_layout_is_found_or_its_ambiguity_is_told(sizes, layout, data):
    found = network(data.draw(st.permutations(stored(sizes, layout, "lesson", "vector"))))
    assert found.misfits == ()
    told = any("ambiguous" in remark for remark in found.remarks)
    assert told or (found.layout, found.architecture.sizes) == (layout, tuple(sizes))


@given(architectures, st.sampled_from(["columns", "rows"]), st.data())
def test_a_size_that_does_not_chain_is_found(sizes, layout, data):
    """The twin: one axis of one matrix is made larger."""
    assume(len(sizes) > 2)
    arrays = stored(sizes, layout, "lesson", "none")
    place = data.draw(st.integers(1, len(sizes) - 2))
    rows, columns = arrays[place].shape
    arrays[place] = Stored(arrays[place].name, (rows, columns + 20) if layout == "columns" else (rows + 20, columns))
    found = network(arrays, layout)
    assert found.misfits
    assert {line.name for line in found.misfits[0].operands} == {arrays[place - 1].name, arrays[place].name}


def test_ten_comes_after_nine():
    sizes = [*range(20, 7, -1)]
    found = network(sorted(stored(sizes), key=lambda item: item.name))
    assert [layer.weights.name for layer in found.layers] == [f"W{l}" for l in range(1, 13)]
    assert found.architecture.sizes == tuple(sizes)


def test_a_misfit_names_both_arrays_their_shapes_and_the_file():
    arrays = [Stored("W1", (3, 2)), Stored("W2", (4, 5)), Stored("W3", (1, 4))]
    (misfit,) = network(arrays).misfits
    assert str(misfit).splitlines() == [
        "f.npz: layer 2: sizes differ: 5 (axis 1 of W2) != 3 (n[1], bound by axis 0 of W1)",
        "    W1  (3, 2)  n[1] n[0]",
        "    W2  (4, 5)  n[2] n[1]",
    ]


def test_a_transposed_matrix_is_one_finding_with_what_would_fit():
    arrays = stored([2, 3, 5, 1])
    arrays[2] = Stored("W2", (3, 5))
    found = network(arrays)
    assert [misfit.help for misfit in found.misfits] == ["`W2.T` has the shape (5, 3), which fits"]


def test_a_bias_of_another_size_is_found():
    arrays = [*stored([2, 3, 1])[:1], Stored("b1", (4, 1)), *stored([2, 3, 1])[2:]]
    assert [misfit.problem for misfit in network(arrays).misfits] == [
        "sizes differ: 4 (axis 0 of b1) != 3 (n[1], bound by axis 0 of W1)"
    ]


def test_a_bias_that_an_update_made_square_is_found():
    arrays = [*stored([2, 3, 1])[:1], Stored("b1", (3, 3)), *stored([2, 3, 1])[2:]]
    assert [misfit.problem for misfit in network(arrays, "columns").misfits] == [
        "sizes differ: 3 (axis 1 of b1) != 1 (the spec)"
    ]


def test_a_vector_is_told_in_columns_and_is_right_in_rows():
    assert any("b1 (3,), b2 (2,)" in r for r in network(stored([4, 3, 2], "columns", bias="vector")).remarks)
    assert network(stored([4, 3, 2], "rows", bias="vector")).remarks == ()
    assert network(stored([4, 3, 2], "columns")).remarks == ()
    assert network(stored([4, 3, 2], "rows")).remarks == ()


def test_a_vector_of_one_unit_broadcasts_rightly():
    remarks = network(stored([4, 3, 1], "columns", bias="vector")).remarks
    assert len(remarks) == 1
    assert remarks[0].startswith("b1 (3,): ")


def test_a_column_is_told_in_rows():
    arrays = [Stored("W1", (2, 3)), Stored("b1", (3, 1)), Stored("W2", (3, 5)), Stored("b2", (1, 5))]
    found = network(arrays)
    assert (found.layout, found.misfits) == ("rows", ())
    assert [remark.partition(":")[0] for remark in found.remarks] == ["b1 (3, 1)"]


def test_square_matrices_are_ambiguous_and_what_was_assumed_is_said():
    square = [Stored("W1", (3, 3)), Stored("W2", (3, 3))]
    for arrays, layout, reason in (
        (square, "columns", "as in the lesson"),
        ([*square, Stored("b1", (3, 1))], "columns", "as its biases lie so"),
        ([*square, Stored("b1", (1, 3))], "rows", "as its biases lie so"),
        ([Stored("a/kernel", (3, 3)), Stored("b/kernel", (3, 3))], "rows", "as is usual with such names"),
    ):
        found = network(arrays)
        assert found.layout == layout
        assert reason in found.remarks[0]
    assert not any("ambiguous" in remark for remark in network(square, "rows").remarks)


def test_missing_biases_are_told():
    assert network([*stored([4, 3, 2])[:3]]).remarks == (
        "No bias is saved with W2 (2, 3); the table has one all the same.",
    )


def test_names_without_numbers_take_the_order_of_the_file_where_theirs_does_not_fit():
    arrays = [Stored("zeta.weight", (3, 2)), Stored("mid.weight", (5, 3)), Stored("alpha.weight", (4, 5))]
    found = network(arrays)
    assert (found.architecture.sizes, found.misfits) == ((2, 3, 5, 4), ())
    assert found.remarks[0].startswith("The layers are taken in the order of the file: in the order of their names")


def below(name, sizes):
    """Give the arrays of a network whose names are below another one."""
    return [Stored(f"{name}.{item.name}", item.shape) for item in stored(sizes, style="torch", bias="vector")]


def prefix_in(text):
    return re.search(r"--prefix (\S+)", text)[1]


def test_two_networks_of_one_kind_are_told_apart_by_the_prefix_that_is_told():
    arrays = [*below("model", [7, 5, 3]), *below("model_ema", [7, 5, 3])]
    with pytest.raises(CannotRead) as told:
        network(arrays)
    assert told.value.message.startswith("it has several networks, model, model_ema: ")
    prefix = prefix_in(told.value.message)
    for own in (prefix, "model_ema"):
        one = fit(recognise(Saved(tuple(arrays)), own), "f.npz")
        assert (one.architecture.sizes, one.misfits) == ((7, 5, 3), ())
        assert all(layer.weights.name.startswith(f"{own}.") for layer in one.layers)


def test_two_networks_that_happen_to_fit_are_told_of():
    arrays = [*below("actor", [4, 8, 4]), *below("critic", [4, 8, 1])]
    found = network(arrays)
    assert found.misfits == ()
    (remark,) = [remark for remark in found.remarks if "--prefix" in remark]
    assert remark.startswith("actor, critic are read as one network")
    one = fit(recognise(Saved(tuple(arrays)), prefix_in(remark)), "f.npz")
    assert one.architecture.sizes == (4, 8, 4)


def test_two_networks_that_do_not_fit_are_told_of():
    found = network([*below("actor", [4, 8, 3]), *below("critic", [5, 8, 1])])
    assert found.misfits
    assert any("--prefix actor reads one" in remark for remark in found.remarks)


@pytest.mark.parametrize("names", [("encoder", "decoder"), ("block1", "block2"), ("features", "classifier")])
def test_parts_of_one_network_are_not_taken_for_several(names):
    first, second = names
    found = network([*below(first, [4, 8, 4]), *below(second, [4, 8, 4])])
    assert (found.architecture.sizes, found.misfits) == ((4, 8, 4, 8, 4), ())
    assert not any("--prefix" in remark for remark in found.remarks)


@pytest.mark.parametrize("names", [("up_proj", "down_proj"), ("lin", "act_fc"), ("stem", "body", "tail")])
def test_names_that_say_no_order_are_in_that_of_the_file(names):
    sizes = [8, 16, 8, 16][: len(names) + 1]
    arrays = [Stored(f"{name}.weight", (sizes[l + 1], sizes[l])) for l, name in enumerate(names)]
    found = network(arrays)
    assert (found.architecture.sizes, [layer.weights.name for layer in found.layers]) == (
        tuple(sizes),
        [f"{name}.weight" for name in names],
    )
    said = "The order is ambiguous" if len(names) == 2 else "The layers are taken in the order of the file"
    assert any(remark.startswith(said) for remark in found.remarks)
    by_name = fit(recognise(Saved(tuple(arrays), ordered=False)), "f.safetensors")
    # Where the file keeps no order, the names' is taken if it fits.
    assert ([layer.weights.name for layer in by_name.layers] == sorted(item.name for item in arrays)) is (
        len(names) == 2
    )


def test_what_is_not_connected_is_not_taken_for_a_misfit():
    arrays = [
        Stored("0.weight", (16, 8)),
        Stored("1.weight_ih_l0", (128, 16)),
        Stored("1.weight_hh_l0", (128, 32)),
        Stored("2.weight", (4, 32)),
    ]
    with pytest.raises(CannotRead, match=r"between 0.weight \(16, 8\) and 2.weight \(4, 32\) there are arrays"):
        network(arrays)
    one = fit(recognise(Saved(tuple(arrays)), "2"), "f.pt")
    assert one.architecture.sizes == (32, 4)
    fits = network([*arrays[:3], Stored("2.weight", (4, 16))])
    assert fits.architecture.sizes == (8, 16, 4)
    assert any("that are not fully connected layers and are ignored" in remark for remark in fits.remarks)


def test_a_weight_normalisation_is_a_layer():
    arrays = [
        Stored("0.bias", (3,)),
        Stored("0.parametrizations.weight.original0", (3, 1)),
        Stored("0.parametrizations.weight.original1", (3, 2)),
        Stored("2.bias", (1,)),
        Stored("2.weight_g", (1, 1)),
        Stored("2.weight_v", (1, 3)),
    ]
    found = network(arrays)
    assert (found.architecture.sizes, len(found.left_out)) == ((2, 3, 1), 2)


def test_an_embedding_is_no_layer_and_a_network_called_so_is():
    found = network([Stored("emb.weight", (100, 8)), *below("embedding_net", [8, 4, 1]), *below("optimal", [1, 3, 2])])
    assert found.architecture.sizes == (8, 4, 1, 3, 2)
    assert [str(item) for item in found.left_out] == ["emb.weight (100, 8): an embedding"]


def test_a_first_matrix_that_is_turned_over_is_told_with_what_would_fit():
    arrays = [Stored("W1", (2, 3)), Stored("W2", (5, 3)), Stored("W3", (1, 5))]
    found = network(arrays, "columns")
    assert [misfit.help for misfit in found.misfits] == ["`W1.T` has the shape (3, 2), which fits"]


def test_what_is_no_layer_is_left_out_with_its_reason():
    others = {
        "m_W1": (3, 2),
        "m/W2": (1, 3),
        "bn.weight": (3,),
        "bn.bias": (3,),
        "bn.running_mean": (3,),
        "conv.weight": (8, 3, 3, 3),
        "conv.bias": (8,),
        "lr": (),
        "W9": (),
        "b7": (4, 1),
        "X": (2, 9),
        "W8": (0, 3),
    }
    found = network([*stored([2, 3, 1]), *(Stored(name, shape) for name, shape in others.items())])
    assert (found.architecture.sizes, found.misfits) == ((2, 3, 1), ())
    assert {item.name: item.reason for item in found.left_out} == {
        "m_W1": "state of an optimizer",
        "m/W2": "state of an optimizer",
        "bn.weight": "1 axis, where the weights of a layer have 2",
        "bn.bias": "goes with weights that are left out",
        "bn.running_mean": "of a normalisation",
        "conv.weight": "4 axes, as a convolution's",
        "conv.bias": "goes with weights that are left out",
        "lr": "a scalar",
        "W9": "a scalar",
        "b7": "a bias without weights",
        "X": "not called weights or bias",
        "W8": "has no elements",
    }


@given(st.lists(st.tuples(st.text(max_size=8), st.lists(st.integers(0, 4), max_size=4).map(tuple)), max_size=9))
def test_every_array_is_in_a_layer_or_left_out(items):
    arrays = tuple(Stored(*item) for item in dict(items).items())
    found = recognise(Saved(arrays))
    used = [item for layer in found.layers for item in (layer.weights, layer.bias) if item is not None]
    assert len(used) + len(found.left_out) == len(arrays)
    if found.layers:
        fit(found, "f.npz")


def test_two_matrices_without_names_are_two_layers_where_they_fit_better_so():
    found = network([Stored("arr_0", (4, 1)), Stored("arr_1", (1, 4))])
    assert (len(found.layers), found.misfits) == (2, ())
    assert "all are taken as weights" in found.remarks[0]
    listed = network([Stored("0", (3, 2)), Stored("1", (3,)), Stored("2", (1, 3)), Stored("3", (1,))])
    assert listed.architecture.sizes == (2, 3, 1)


def test_arrays_without_names_are_told_apart_by_their_places():
    shapes = [(2, 3), (3,), (3, 1), (1,)]
    found = network([Stored(f"arr_{place}", shape) for place, shape in enumerate(shapes)])
    assert (found.layout, found.architecture.sizes) == ("rows", (2, 3, 1))
    assert "have no names" in found.remarks[0]
