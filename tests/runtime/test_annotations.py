"""Specs read from annotations, also where they are texts, as `from __future__ import annotations` makes them."""

# The linter takes a shape for a type, and would write the forms that are tested in one way.
# ruff: noqa: F722, RUF036, UP007, UP037, UP045

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple, Optional, TypedDict, Union

import jaxtyping
import numpy as np
import pytest
from jaxtyping import Float

from shapecheck.errors import ShapeError, SpecError
from shapecheck.runtime.decorator import checked

if TYPE_CHECKING:
    from nowhere import Unimportable

Matrix = Annotated[np.ndarray, "n m"]


def zeros(*sizes):
    return np.zeros(sizes)


def contract(function):
    return str(checked(function).contract)


def test_annotated_is_read():
    def f(W: Annotated[np.ndarray, "n_h n_x"], X: Annotated[np.ndarray, "n_x m"]) -> Annotated[np.ndarray, "n_h m"]:
        return W @ X

    assert contract(f) == "W: n_h n_x, X: n_x m -> n_h m"
    with pytest.raises(ShapeError, match=r"5 \(axis 0 of X\) != 3 \(n_x, bound by axis 1 of W\)"):
        checked(f)(zeros(7, 3), zeros(5, 2))


def test_jaxtyping_is_read():
    def f(W: Float[np.ndarray, "n_h n_x"], X: Float[np.ndarray, "*batch n_x"]) -> jaxtyping.Shaped[np.ndarray, "..."]:
        return W

    assert contract(f) == "W: n_h n_x, X: *batch n_x -> ..."


def test_none_beside_an_array_leaves_the_array():
    def f(a: Matrix | None, b: Optional[Matrix], c: Union[None, Matrix] = None, d: Matrix = None):
        return a

    assert contract(f) == "a: n m, b: n m, c: n m, d: n m"
    assert checked(f)(None, zeros(3, 7)) is None


def test_containers_are_read():
    def f(a: list[Matrix], b: dict[str, Matrix], c: tuple[Matrix, ...], d: tuple[Matrix, int]) -> tuple[Matrix, Matrix]:
        Y = a[0]
        return Y, Y

    assert contract(f) == ("a[...]: n m, b[...]: n m, c[...]: n m, d[0]: n m -> result[0]: n m, result[1]: n m")
    wrapper = checked(f)
    wrapper([zeros(3, 7), zeros(3, 7)], {"x": zeros(3, 7)}, (), (zeros(3, 7), 1))
    with pytest.raises(ShapeError, match=r"2 \(axis 1 of a\[1\]\) != 7"):
        wrapper([zeros(3, 7), zeros(3, 2)], {}, (), (zeros(3, 7), 1))
    with pytest.raises(ShapeError, match=r'b\["x"\] must have 2 axes'):
        wrapper([], {"x": zeros(3)}, (), (zeros(3, 7), 1))


class Cache(NamedTuple):
    A_prev: Annotated[np.ndarray, "n0 m"]
    W: Annotated[np.ndarray, "n1 n0"]


@dataclass
class Layer:
    W: Annotated[np.ndarray, "n1 n0"]
    name: str = ""


class Gradients(TypedDict):
    dW: Annotated[np.ndarray, "n1 n0"]


def test_fields_are_read():
    def f(cache: Cache, layer: Layer) -> Gradients:
        return {"dW": layer.W}

    assert contract(f) == ('cache.A_prev: n0 m, cache.W: n1 n0, layer.W: n1 n0 -> return["dW"]: n1 n0')
    checked(f)(Cache(zeros(3, 7), zeros(5, 3)), Layer(zeros(5, 3)))
    with pytest.raises(ShapeError, match=r"2 \(axis 1 of layer.W\) != 3"):
        checked(f)(Cache(zeros(3, 7), zeros(5, 3)), Layer(zeros(5, 2)))


def test_what_describes_no_array_is_passed_over():
    def f(
        a: int, b: Annotated[int, "how many"], c: list, d: str | Matrix | int, e: "dict[str, int]", *rest: int, **more
    ):
        return a

    assert contract(f) == ""


def test_an_annotation_that_cannot_be_evaluated_hides_only_itself():
    def f(a: Unimportable, b: Matrix):
        return a

    assert contract(f) == "b: n m"


def test_names_of_the_place_of_decoration_are_seen():
    Local = Annotated[np.ndarray, "k k"]

    @checked
    def f(a: Local):
        return a

    assert str(f.contract) == "a: k k"


def test_a_wrong_text_is_refused_with_the_argument():
    def f(W: Annotated[np.ndarray, "n ["]):
        return W

    with pytest.raises(SpecError) as caught:
        checked(f)
    assert str(caught.value).startswith("W: `[`")


def test_what_a_generator_is_said_to_give_is_not_checked():
    def f(a: Matrix) -> Matrix:
        yield a

    assert contract(f) == "a: n m"
