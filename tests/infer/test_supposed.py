"""What is supposed of a rank: that `n` in `np.ones(n)` is an integer. It is shown, and nothing is decided by it."""

import textwrap

import pytest

from shapecheck.core import Array
from shapecheck.infer.events import Assigned, Event, Operation
from shapecheck.infer.program import interpret
from shapecheck.infer.shapes import infer
from shapecheck.lint.files import Text
from shapecheck.lint.runner import lint_text
from shapecheck.lint.settings import Settings

SHOWN = {
    "r = np.ones(n)": ("n",),
    "r = np.full(n, 0.5)": ("n",),
    "r = np.random.normal(0, 1, size=n)": ("n",),
    "r = 2 * np.exp(np.ones(n)) + 1": ("n",),
    "r = np.ones(n)[:, None]": ("n", 1),
    "r = np.outer(np.ones(n), np.ones(3))": ("shared", 3),
    "r = np.concatenate([np.ones(n), np.zeros(n)])": ("2*n",),
    "r = np.ones(n) if n > 3 else np.zeros(n)": ("n",),
    "a, r = np.split(np.ones(n), 2)": ("n//2",),
    "r = scipy.interpolate.interp1d(np.ones(n), np.ones(n))(np.ones((5, 3)))": (5, 3),
    "r = np.moveaxis(n, [0, 1, 2], [-2, -1, -3])": ("size_3", "size", "size_2"),
    "r = n[:, 0]": ("n_0",),
    "r = n[2:, :].T": ("n_1", "n_0-min(n_0,2)"),
    "x = n[:, 0]; r = n": ("n_0", "n_1"),
    "x = n[:, 0, :]; r = n": ("n_0", "n_1", "n_2"),
    "n = np.array(n); x = n[0, 1]; r = n": None,
    "x = n[:, 0], n[:, 0, 1]; r = n": ("n_0", "n_1", "n_2"),
    "r = np.moveaxis(n, [0, 1], [1, 2])": ("shared", "shared_2", "shared_3", "..."),
    "x = n[..., 0]; r = n": ("...", "n__1"),
    "x = n[:]; r = n": None,
    "r = np.ones(shape)": None,
    "r = np.ones(n) if n > 3 else np.zeros((2, 3))": None,
    "r = np.ones(unknown(n))": None,
}


@pytest.mark.parametrize(("body", "sizes"), SHOWN.items(), ids=SHOWN)
def test_the_shape_that_an_array_most_likely_has_is_shown(body: str, sizes: tuple[int | str, ...] | None) -> None:
    program = f"import numpy as np\nimport scipy.interpolate\ndef f(n, shape, unknown):\n    {body}\n"
    assert [own.shapes for own in infer(program, "supposed.py") if own.name == "r"] == [(sizes,)]


@pytest.mark.parametrize("body", ["r = np.ones(n)", "r = np.ones(n) + np.ones((5, 3))", "r = np.ones(n)[0]"])
def test_its_rank_stays_unknown_and_the_operation_counts_as_known(body: str) -> None:
    ranks: list[int | None] = []
    known: list[bool] = []

    def listen(event: Event) -> None:
        if isinstance(event, Assigned) and isinstance(event.value, Array):
            ranks.append(event.value.shape.rank)
        if isinstance(event, Operation):
            known.append(event.is_known)

    interpret(f"import numpy as np\ndef f(n):\n    {body}\n", "supposed.py", listen)
    assert ranks == [None]
    assert all(known)


# Right where n is a tuple, or where the supposed rank would decide a condition.
SILENT = [
    "np.ones(n)[:, 0]",
    "np.ones(n).sum(axis=1)",
    "np.ones(n).T @ np.ones((3, 5)) @ np.ones(n)[:, 0]",
    "rows, columns = np.ones(n).shape",
    "np.ones(n) - np.ones((3, 1))",
    "x = np.ones(n)\n    if x.ndim == 2:\n        return x.sum(axis=1)",
    "x = n[:, 0]\n    return n @ np.ones((3, 1)) + n.sum(axis=2) - n[:, 0, 0]",
    "x = n[:, 0]\n    a, b, c = n.shape",
    "x = np.ones(n)\n    assert x.shape == (3, 5)",
    "x = np.ones(n)\n    for i in range(3):\n        x = x - 0.1 * np.ones((n[0], 1))",
]


@pytest.mark.parametrize("body", SILENT)
def test_nothing_is_reported_because_of_it(body: str) -> None:
    assert _messages(f"    {body}") == []


@pytest.mark.parametrize("before", ["sum(range(n))", "np.zeros((n, 2))", "np.eye(n)"])
def test_what_is_known_to_be_an_integer_needs_no_supposition(before: str) -> None:
    assert _messages(f"    {before}\n    return np.ones(n)[:, 0]") == [
        "index: np.ones(n) must have at least 2 axes (got 1 axis: (n,))"
    ]


def test_a_condition_on_the_supposed_rank_is_not_decided() -> None:
    body = """
    x = np.ones(n)
    y = np.ones((5, 3))
    if x.ndim == 2:
        y = np.ones(7)
    return y @ np.ones(3)
    """
    assert _messages(textwrap.dedent(body).replace("\n", "\n    ")) == []


def _messages(body: str) -> list[str]:
    program = f"import numpy as np\ndef f(n):\n{body}\n"
    return [finding.message for finding in lint_text(Text(program), "supposed.py", Settings()).findings]
