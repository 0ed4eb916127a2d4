"""What scikit-learn's checks give: compared with the library, where it is installed."""

import numpy as np
import pytest

from shapecheck.infer.shapes import infer

HEAD = """
import numpy as np
from sklearn.utils import check_array, check_random_state, check_X_y, column_or_1d
from sklearn.utils.validation import validate_data
X = np.ones((40, 7))
Z = np.ones((5, 4, 3))
y = np.ones(40)
"""


def _shown(source: str) -> tuple[int | str, ...] | None:
    (found,) = [variable.shapes for variable in infer(HEAD + source, "<program>") if variable.name == "r"]
    return found[0]


@pytest.mark.parametrize(
    "source",
    [
        "check_array(X)",
        "check_array(X, accept_sparse=True)",
        "check_array(y, ensure_2d=False)",
        "check_array(Z, allow_nd=True)",
        "check_X_y(X, y)[0]",
        "check_X_y(X, y)[1]",
        "column_or_1d(y[:, np.newaxis])",
        "check_random_state(3).normal(size=(2, 3))",
    ],
)
def test_a_check_gives_the_axes_that_it_gives_in_scikit_learn(source: str) -> None:
    pytest.importorskip("sklearn")
    names: dict[str, object] = {}
    exec(f"{HEAD}r = {source}", names)
    assert _shown(f"r = {source}") == np.shape(names["r"])


@pytest.mark.parametrize(
    ("source", "shape"),
    [
        ("check_array(unknown)", ("size", "size_2")),
        ("check_array(unknown, dtype=None)", ("size", "size_2")),
        ("check_X_y(unknown, other)[1]", ("size",)),
        ("validate_data(model, unknown)", ("size", "size_2")),
        ("validate_data(model, X, y)[1]", (40,)),
    ],
)
def test_a_check_ensures_axes_of_what_is_not_known(source: str, shape: tuple[int | str, ...]) -> None:
    assert _shown(f"r = {source}") == shape


@pytest.mark.parametrize(
    "source",
    [
        "check_array(unknown, accept_sparse='csr')",
        "check_array(unknown, 'csr')",
        "check_array(unknown, ensure_2d=False)",
        "check_array(unknown, ensure_2d=flag)",
        "check_X_y(unknown, other, multi_output=True)[1]",
        "validate_data(model, unknown, other)",
        "check_array(Z)",
    ],
)
def test_what_a_check_may_give_otherwise_is_not_known(source: str) -> None:
    assert _shown(f"r = {source}") is None
