"""The architecture as the user writes it: what is read, and what is told about what cannot be read."""

import pytest

from shapecheck.architecture import parse_architecture, parse_batch, parse_layers
from shapecheck.core import symbol
from shapecheck.errors import SpecError


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("2,3,5,4,2,1", (2, 3, 5, 4, 2, 1)),
        (" 2 , 3 ", (2, 3)),
        ("[2, 3, 1]", (2, 3, 1)),
        ("(2, 3, 1)", (2, 3, 1)),
        ("n_x,4,n_y", (symbol("n_x"), 4, symbol("n_y"))),
        ("n_x,2*n_x+1", (symbol("n_x"), 2 * symbol("n_x") + 1)),
        ("min(n_x,64),1", None),
        (f"{2**63 - 1},1", (2**63 - 1, 1)),
    ],
)
def test_sizes_are_read(text, sizes):
    found = parse_architecture(text)
    assert not found.general
    assert found.layers == len(found.sizes) - 1
    if sizes is not None:
        assert found.sizes == sizes


@pytest.mark.parametrize("text", ["n[0],...,n[L]", "n[0], n[1], ..., n[L]", "n[0],n[1],n[2],…,n[L]"])
def test_the_general_form_has_no_sizes(text):
    found = parse_architecture(text)
    assert found.general
    assert found.text == "n[0],...,n[L]"


WRONG = [
    ("", 0, "the sizes are missing: write those of all layers, such as 2,3,1"),
    ("[]", 0, "the sizes are missing: write those of all layers, such as 2,3,1"),
    ("5", 1, "one size is no network: write the input's and each layer's, such as 2,3,1"),
    ("2,x y,3", 3, "sizes are separated by commas: write one here, or remove the space"),
    ("2 3 1", 1, "sizes are separated by commas: write one here, or remove the space"),
    ("2,,3", 2, "a size is missing here: write a number or a name"),
    ("2,3,", 4, "a size is missing here: write a number or a name"),
    ("2,0,1", 2, f"a size must be from 1 to {2**63 - 1} (got 0)"),
    ("-1,2", 0, f"a size must be from 1 to {2**63 - 1} (got -1)"),
    ("n-n,2", 0, f"a size must be from 1 to {2**63 - 1} (got 0)"),
    (f"2,{2**63}", 2, f"a size must be from 1 to {2**63 - 1} (got {2**63})"),
    ("9" * 5000 + ",1", 0, f"the number is too large: write at most {2**63 - 1}"),
    ("2,2*m,1", 4, "m is the number of examples: give this size another name"),
    ("n[0],...,4", 5, "'...' stands only in the general form: write n[0],...,n[L]"),
]


@pytest.mark.parametrize(("text", "position", "message"), WRONG, ids=[text[:20] for text, _, _ in WRONG])
def test_what_cannot_be_read_is_told_with_its_place(text, position, message):
    with pytest.raises(SpecError) as caught:
        parse_architecture(text)
    assert (caught.value.payload.position, caught.value.payload.message) == (position, message)
    assert caught.value.payload.text == text


def test_a_batch_is_a_positive_size():
    assert parse_batch("7") == 7
    assert parse_batch("m") == symbol("m")
    for text in ("0", "-3", "", "x y", "1.5"):
        with pytest.raises(SpecError):
            parse_batch(text)


FIVE = parse_architecture("2,3,5,4,2,1")


@pytest.mark.parametrize(
    ("text", "layers"), [("2:4", (2, 4)), (":4", (0, 4)), ("2:", (2, 5)), ("3", (3, 3)), (":", (0, 5))]
)
def test_layers_are_read_both_ends_included(text, layers):
    assert parse_layers(text, FIVE) == layers


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("6", 0, "a layer must be from 0 to 5 (got 6)"),
        ("1:9", 2, "a layer must be from 0 to 5 (got 9)"),
        ("4:2", 2, "the last layer must not be before the first one (got 2 after 4)"),
        ("a:b", 0, "layers are written A:B, two numbers such as 5:20"),
        ("", 0, "layers are written A:B, two numbers such as 5:20"),
        ("-1:2", 0, "layers are written A:B, two numbers such as 5:20"),
        ("1:2:3", 2, "layers are written A:B, two numbers such as 5:20"),
    ],
)
def test_layers_that_are_not_there_are_told_with_their_place(text, position, message):
    with pytest.raises(SpecError) as caught:
        parse_layers(text, FIVE)
    assert (caught.value.payload.position, caught.value.payload.message) == (position, message)


def test_the_general_form_has_no_layers_to_choose():
    with pytest.raises(SpecError, match="leave --layers out"):
        parse_layers("1:2", parse_architecture("n[0],...,n[L]"))
