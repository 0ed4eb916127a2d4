"""What the command line says of names: arrays, sizes, and what cannot be read."""

import pytest

from shapecheck.core import Array
from shapecheck.errors import SpecError
from shapecheck.explaining.given import parse_given


def shapes(*texts):
    return {name: str(value.shape) if isinstance(value, Array) else value for name, value in parse_given(texts).items()}


@pytest.mark.parametrize(
    ("text", "name", "shape"),
    [
        ("W=3,2", "W", "(3, 2)"),
        ("W = 3, 2", "W", "(3, 2)"),
        ("W=(3, 2)", "W", "(3, 2)"),
        ("b=n[l] 1", "b", "(n[l], 1)"),
        ("x=7", "x", "(7,)"),
        ("x=7,", "x", "(7,)"),
        ("x=(7,)", "x", "(7,)"),
        ("alpha=()", "alpha", "()"),
        ("alpha=", "alpha", "()"),
        ("X=*s,3", "X", "(*s, 3)"),
        ('parameters["W1"]=3,2', 'parameters["W1"]', "(3, 2)"),
        ("parameters['W1']=3,2", 'parameters["W1"]', "(3, 2)"),
        ("self.W=3,2", "self.W", "(3, 2)"),
        ("A[l - 1]=3,2", "A[l-1]", "(3, 2)"),
    ],
)
def test_an_array(text, name, shape):
    assert shapes(text) == {name: shape}


def test_a_size_takes_its_name_s_place_in_all_shapes():
    assert shapes("A=2,m", "m:=7", "B=m*m") == {"A": "(2, 7)", "m": 7, "B": "(49,)"}


def test_what_an_array_holds():
    assert [value.kind for value in parse_given(["a:int=3", "b:bool=3", "c=3"]).values()] == ["i", "b", None]


@pytest.mark.parametrize(
    ("texts", "marked", "position", "message"),
    [
        (["W"], "W", 1, "a name and its shape have `=` between them: write them as in W=3,2"),
        (["=3"], "=3", 0, "a name is missing in front of the shape: write it, as in W=3,2"),
        (["3=3"], "3=3", 0, '`3` is not a name: write one such as W, self.W or parameters["W1"]'),
        (["f(x)=3"], "f(x)=3", 0, '`f(x)` is not a name: write one such as W, self.W or parameters["W1"]'),
        (["W=3,,2"], "W=3,,2", 4, "an axis is missing before the comma: write it, or remove the comma"),
        (["W=3;2"], "W=3;2", 3, "`;` has no meaning in a shape: remove it"),
        (["W=_,2"], "W=_,2", 2, "`_` does not say one size: write a size here"),
        (["W=3,2", "W=4"], "W=4", 0, "W is given twice: leave one of the two out"),
        (["m=7", "A=2,m"], "m=7", 0, "m is an array here and a size in A=2,m: write m:=7 for the size 7"),
        (["W:foo=3"], "W:foo=3", 2, "an array holds bool, int, float, complex: write one of these after the colon"),
        (["m:=-1"], "m:=-1", 3, "a size must be at least 0 (got -1)"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(texts, marked, position, message):
    with pytest.raises(SpecError) as caught:
        parse_given(texts)
    assert caught.value.payload.text == marked
    assert (caught.value.payload.position, caught.value.payload.message) == (position, message)
