"""Names of sizes in a finding: those that the program gives them."""

import pytest

from shapecheck import find_faults

PROGRAM = """
import numpy as np

def first(X):
    n, m = X.shape
    return n

def second(X):
    n, m = X.shape
    return {}
"""


def lines(body: str) -> list[str]:
    """Return all that is said of the one finding in a function after another one with sizes of the same names."""
    (found,) = find_faults(PROGRAM.format(body))
    return [found.message, *(own.shape for own in found.operands), *(own.origin for own in found.operands)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("np.zeros((n + 1, 2)) @ np.zeros((3, m))", ["(n+1, 2)", "(3, m)"]),
        ("np.zeros((n, m + 1)) @ np.zeros((m, n))", ["m+1 (axis 1", "m (axis 0", "(n, m+1)", "(m, n)"]),
    ],
)
def test_sizes_have_their_plain_names_in_each_finding(body, said):
    text = "\n".join(lines(body))
    assert all(part in text for part in said)
    assert "_2" not in text


def test_sizes_of_one_name_in_one_finding_are_told_apart():
    program = """
import numpy as np

def columns(A):
    m, n = A.shape
    return np.zeros((n, 3)), n

def both(A, B):
    a, k = columns(A)
    b, k2 = columns(B)
    return np.zeros((k, k2 + 1)) @ np.zeros((k2, 3))
"""
    (found,) = find_faults(program)
    assert [own.shape for own in found.operands] == ["(n, n_2+1)", "(n_2, 3)"]


def test_a_name_of_the_program_with_a_number_is_no_other_size():
    program = PROGRAM.format("np.zeros((n_2, 2)) @ np.zeros((3, n_2))").replace("n, m = X.shape", "n_2, m = X.shape")
    (found,) = find_faults(program)
    assert [own.shape for own in found.operands] == ["(n_2, 2)", "(3, n_2)"]
