"""Shapes: known, with a run of unknown axes, wholly unknown."""

import pickle

import pytest
from strategies import M, N

from shapecheck.core.array import Array, Axis, Origin
from shapecheck.core.dim import Dim, symbol
from shapecheck.core.shape import SCALAR, UNKNOWN_SHAPE, Shape, print_sizes

KNOWN = Shape((2, N, 3))
RUN = Shape((2, N), "s", (3,))


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (SCALAR, "()"),
        (Shape((5,)), "(5,)"),
        (KNOWN, "(2, n, 3)"),
        (RUN, "(2, n, *s, 3)"),
        (Shape((), "s"), "(*s)"),
        (Shape((), "...", (N - 1,)), "(..., n-1)"),
        (UNKNOWN_SHAPE, "(...)"),
    ],
)
def test_a_shape_prints_as_numpy_prints_it(shape, text):
    assert str(shape) == text


def test_what_is_known_of_a_known_shape():
    assert (KNOWN.rank, KNOWN.least_rank, KNOWN.sizes, KNOWN.total) == (3, 3, (2, N, 3), 6 * N)
    assert [KNOWN.axis(axis) for axis in range(-4, 4)] == [None, 2, N, 3, 2, N, 3, None]
    assert (SCALAR.rank, SCALAR.total) == (0, 1)


def test_what_is_known_of_a_run():
    assert (RUN.rank, RUN.least_rank, RUN.sizes, RUN.total) == (None, 3, None, None)
    assert [RUN.axis(axis) for axis in range(-2, 3)] == [None, 3, 2, N, None]
    assert UNKNOWN_SHAPE.axis(0) is None
    assert UNKNOWN_SHAPE.axis(-1) is None


def test_sizes_are_changed_on_both_sides_of_the_run():
    assert RUN.substitute({N: 7}) == Shape((2, 7), "s", (3,))
    assert RUN.map(lambda size: size * 2) == Shape((4, 2 * N), "s", (6,))
    assert KNOWN.substitute({N: M}) == Shape((2, M, 3))


def test_shapes_compare_by_structure_and_pickle():
    again = pickle.loads(pickle.dumps(RUN))
    assert again == RUN
    assert hash(again) == hash(RUN)
    assert Shape((2,)) != Shape((), None, (2,)) or Shape((2,)).rank == 1
    assert Shape((2, N)) != Shape((2,), "s", (N,))
    with pytest.raises(AttributeError):
        RUN.run = None


@pytest.mark.parametrize("size", [True, 2.0, "n", None])
def test_only_sizes_make_a_shape(size):
    with pytest.raises(TypeError, match=rf"a size must be an int or a Dim \(got {type(size).__name__}\)"):
        Shape((2, size))
    with pytest.raises(TypeError):
        Shape((), "s", (size,))


def test_sizes_print_as_a_tuple():
    assert [print_sizes(sizes) for sizes in ((), (5,), (5, 4))] == ["()", "(5,)", "(5, 4)"]


def test_an_axis_knows_its_size():
    array = Array(RUN, origins=(Origin("layer_dims[0]", "model.py", 12),))
    assert [Axis(array, axis).size for axis in (0, 1, -1)] == [2, N, 3]
    assert str(array.origin(0)) == "layer_dims[0] at model.py:12"
    assert array.origin(1) is None
    with pytest.raises(ValueError, match=r"axis 2 of \(2, n, \*s, 3\) is not known"):
        _ = Axis(array, 2).size
    assert isinstance(Axis(array, 1).size, Dim)
    assert Axis(array, 1).size == symbol("n")
