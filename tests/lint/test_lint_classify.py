"""Which rule a failed operation belongs to."""

import pytest
from events import array, operation

from shapecheck.lint.classify import code_of, failed
from shapecheck.ops.table import RULES
from shapecheck.ops.values import UNKNOWN

X, Y, V = array("X", "3 4"), array("Y", "5 2"), array("v", "7")
CALLS = [
    ("SHP101", "operator.matmul", (X, Y), {}),
    ("SHP101", "numpy.dot", (X, Y), {}),
    ("SHP101", "ndarray.dot", (X, Y), {}),
    ("SHP101", "numpy.inner", (X, Y), {}),
    ("SHP101", "numpy.tensordot", (X, Y), {"axes": 1}),
    ("SHP101", "numpy.linalg.multi_dot", ([X, Y, X],), {}),
    ("SHP101", "operator.imatmul", (X, Y), {}),
    ("SHP102", "operator.add", (X, Y), {}),
    ("SHP102", "numpy.maximum", (X, Y), {}),
    ("SHP102", "numpy.where", (X, Y, 0), {}),
    ("SHP102", "numpy.broadcast_to", (X, (3, 5)), {}),
    ("SHP103", "numpy.concatenate", ((X, Y),), {}),
    ("SHP103", "numpy.stack", ([X, V],), {}),
    ("SHP103", "numpy.vstack", ([X, Y],), {}),
    ("SHP103", "numpy.append", (X, Y), {"axis": 1}),
    ("SHP104", "numpy.reshape", (X, (5, 2)), {}),
    ("SHP104", "ndarray.reshape", (X, 5, -1), {}),
    ("SHP105", "numpy.sum", (X,), {"axis": 2}),
    ("SHP105", "numpy.concatenate", ((X, X),), {"axis": 2}),
    ("SHP105", "ndarray.mean", (V, 1), {}),
    ("SHP106", "ndarray.__getitem__", (V, (0, 0)), {}),
    ("SHP106", "ndarray.__setitem__", (V, (0, 0), 1.0), {}),
    ("SHP107", "ndarray.__getitem__", (X, 3), {}),
    ("SHP107", "ndarray.__setitem__", (X, 3, 1.0), {}),
    ("SHP107", "ndarray.__getitem__", (X, array("mask", "5", "b")), {}),
    ("SHP109", "numpy.einsum", ("ij,jk->ik", X, Y), {}),
    ("SHP109", "numpy.einsum", ("ij->i", V), {}),
    ("SHP109", "numpy.einsum", ("ij,jk", X), {}),
    ("SHP110", "numpy.linalg.inv", (X,), {}),
    ("SHP110", "numpy.linalg.det", (V,), {}),
    ("SHP110", "numpy.linalg.solve", (X, V), {}),
    ("SHP111", "operator.iadd", (V, X), {}),
    ("SHP111", "operator.isub", (array("b", "3 1"), array("db", "3")), {}),
    ("SHP111", "ndarray.__setitem__", (X, 0, V), {}),
    ("SHP111", "numpy.add", (X, X), {"out": array("out", "3 1")}),
    ("SHP113", "numpy.zeros", (4, 3), {}),
    ("SHP113", "numpy.sum", (X,), {"axes": 1}),
    ("SHP113", "numpy.ones", ((2.5, 3),), {}),
    ("SHP199", "numpy.split", (V, 2), {}),
]


@pytest.mark.parametrize(("code", "name", "arguments", "keywords"), CALLS)
def test_a_failed_operation_belongs_to_one_rule(code, name, arguments, keywords):
    event = operation(name, *arguments, **keywords)
    assert event.failed is not None
    assert code_of(event) == code
    assert failed(event).message


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_operation_that_can_fail_has_a_rule(name):
    """None of them may be lost, whatever the rule claims."""
    for arguments in ((X,), (X, V), (V, Y), (array("E", "0"), V), (X, UNKNOWN, 3.5, "no", None, X, Y, V)):
        event = operation(name, *arguments)
        if event.failed is not None:
            assert code_of(event).startswith("SHP1")
