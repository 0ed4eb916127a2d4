"""The roles of operations, judged by NumPy."""

import warnings
from collections.abc import Callable
from inspect import signature

import numpy as np
import pytest

from shapecheck.ops import roles
from shapecheck.ops.parameters import INTEGERS, SIZES
from shapecheck.ops.roles import Role, role_of
from shapecheck.ops.table import RULES

# For each operation that hands elements on, a call of it.
CALLS: dict[str, Callable[[np.ndarray], object]] = {
    "ndarray.__getitem__": lambda x: x[1:, None, 0],
    "ndarray.T": lambda x: x.T,
    "ndarray.mT": lambda x: x.mT,
    "ndarray.flat": lambda x: np.array(list(x.flat)),
    "ndarray.ravel": lambda x: x.ravel(),
    "ndarray.reshape": lambda x: x.reshape(-1, 1),
    "ndarray.squeeze": lambda x: x.squeeze(),
    "ndarray.swapaxes": lambda x: x.swapaxes(0, 1),
    "ndarray.transpose": lambda x: x.transpose(),
    "numpy.array": lambda x: np.array([x]),
    "numpy.asarray": lambda x: np.asarray([x]),
    "numpy.atleast_1d": np.atleast_1d,
    "numpy.atleast_2d": np.atleast_2d,
    "numpy.atleast_3d": np.atleast_3d,
    "numpy.broadcast_to": lambda x: np.broadcast_to(x, (2, *x.shape)),
    "numpy.c_.__getitem__": lambda x: np.c_[x],
    "numpy.column_stack": lambda x: np.column_stack([x]),
    "numpy.dstack": lambda x: np.dstack([x]),
    "numpy.expand_dims": lambda x: np.expand_dims(x, 1),
    "numpy.flip": np.flip,
    "numpy.fliplr": np.fliplr,
    "numpy.flipud": np.flipud,
    "numpy.linalg.matrix_transpose": np.linalg.matrix_transpose,
    "numpy.matrix_transpose": np.matrix_transpose,
    "numpy.moveaxis": lambda x: np.moveaxis(x, 0, 1),
    "numpy.permute_dims": lambda x: np.permute_dims(x, (1, 0)),
    "numpy.r_.__getitem__": lambda x: np.r_[x],
    "numpy.ravel": np.ravel,
    "numpy.reshape": lambda x: np.reshape(x, (1, -1)),
    "numpy.roll": lambda x: np.roll(x, 1),
    "numpy.rollaxis": lambda x: np.rollaxis(x, 1),
    "numpy.rot90": np.rot90,
    "numpy.row_stack": lambda x: np.vstack([x]),
    "numpy.squeeze": np.squeeze,
    "numpy.stack": lambda x: np.stack([x]),
    "numpy.swapaxes": lambda x: np.swapaxes(x, 0, 1),
    "numpy.transpose": np.transpose,
    "numpy.vstack": lambda x: np.vstack([x]),
    "operator.getitem": lambda x: x[0],
}
HANDED_ON = {Role.TURNS, Role.MOVES, Role.INDEXES, Role.RESHAPES}


def test_each_operation_that_hands_elements_on_has_a_call_here() -> None:
    handed = {name for name, rule in RULES.items() if role_of(rule) in HANDED_ON}
    assert handed - CALLS.keys() <= {"ndarray.flatten", "numpy.asanyarray"}  # as another name of the same rule
    assert handed >= CALLS.keys()


@pytest.mark.parametrize("name", CALLS)
def test_the_elements_of_the_result_are_those_of_the_operand(name: str) -> None:
    x = np.arange(15.0).reshape(3, 5)
    assert set(np.ravel(CALLS[name](x))) <= set(x.ravel())


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_that_of_some_operation(role: Role) -> None:
    assert any(role_of(rule) is role for rule in RULES.values())


@pytest.mark.parametrize("name", [name for name in CALLS if role_of(RULES[name]) is Role.TURNS])
def test_what_turns_a_matrix_leaves_a_vector_as_it_is_or_refuses_it(name: str) -> None:
    x = np.arange(3.0)
    assert np.shape(CALLS[name](np.ones((3, 5)))) == (5, 3)
    try:
        turned = CALLS[name](x)
    except ValueError:  # an AxisError is one
        return
    assert np.array_equal(turned, x)


# Facts about names: NumPy is asked.


def called(name: str) -> Callable[..., object]:
    """Give NumPy's function of a full name."""
    found: object = np
    for part in name.split(".")[1:]:
        found = getattr(found, part)
    assert callable(found)
    return found


@pytest.mark.parametrize("name", sorted(roles._SHORTENING))
def test_what_shortens_gives_one_fewer(name: str) -> None:
    assert np.shape(called(name)(np.arange(7))) == (6,)


@pytest.mark.parametrize("name", sorted(roles._INNER))
def test_an_inner_product_of_vectors_is_a_number(name: str) -> None:
    assert np.shape(called(name)(np.ones(7), np.ones(7))) == ()
    with pytest.raises(ValueError, match="7"):
        called(name)(np.ones((5, 7)), np.ones(3))


@pytest.mark.parametrize("name", sorted(roles._OF_MATRICES))
def test_of_a_matrix_it_gives_what_it_gives_of_an_array(name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        matrix = np.matrix([[1, 2, 3], [4, 5, 6]])
    assert type(called(name)(matrix)) is type(called(name)(np.array(matrix)))
    assert np.array_equal(called(name)(matrix), called(name)(np.array(matrix)))


@pytest.mark.parametrize("name", sorted(roles._THROUGH_PARTS | roles._MAKING_PARTS))
def test_what_goes_through_parts_has_a_rule(name: str) -> None:
    assert name in RULES


@pytest.mark.parametrize("parameter", sorted(SIZES - INTEGERS - {"newshape"}))  # so older versions of NumPy call shape
def test_a_parameter_of_sizes_takes_a_shape_somewhere(parameter: str) -> None:
    assert any(parameter in signature(rule.function).parameters for rule in RULES.values())


@pytest.mark.parametrize("parameter", sorted(INTEGERS))
def test_a_parameter_of_one_size_takes_no_shape(parameter: str) -> None:
    calls = {"N": np.eye, "M": lambda M: np.eye(3, M), "num": lambda num: np.linspace(0, 1, num)}
    make = calls.get(parameter, lambda minlength: np.bincount([1], minlength=minlength))
    assert np.ndim(make(5)) > 0
    with pytest.raises(TypeError):
        make((5, 3))
