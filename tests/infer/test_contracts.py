"""Shapes that a source states of its own functions' parameters are believed."""

from textwrap import dedent

import pytest

from shapecheck.infer.shapes import infer
from shapecheck.lint.runner import lint_source


def shapes(source: str) -> dict[str, tuple]:
    return {variable.name: variable.shapes for variable in infer(dedent(source), "<program>")}


@pytest.mark.parametrize(
    "source",
    [
        """
        import numpy as np
        from jaxtyping import Float
        def f(W: Float[np.ndarray, "n k"], X: Float[np.ndarray, "k m"]):
            Z = W @ X
        """,
        """
        import numpy as np
        from typing import Annotated
        def f(W: Annotated[np.ndarray, "(n, k)"], X: Annotated[np.ndarray, "(k, m)"]):
            Z = W @ X
        """,
        """
        import shapecheck
        @shapecheck.checked("W: n k, X: k m -> n m")
        def f(W, X):
            Z = W @ X
        """,
    ],
    ids=["jaxtyping", "Annotated", "checked"],
)
def test_stated_shapes_are_used(source: str) -> None:
    assert shapes(source)["Z"] == (("n", "m"),)


def test_a_name_in_two_functions_is_two_sizes() -> None:
    source = """
    import numpy as np
    from jaxtyping import Float
    def f(x: Float[np.ndarray, "n"]):
        y = x + 1
    def g(x: Float[np.ndarray, "n"]):
        z = x + 1
    """
    found = shapes(source)
    assert found["y"] != found["z"]


@pytest.mark.parametrize("text", ["n[", "n m k[", "n m*"])
def test_what_cannot_be_read_states_nothing(text: str) -> None:
    source = f'from jaxtyping import Float\ndef f(x: Float[object, "{text}"]):\n    return x @ x\n'
    assert lint_source(source) == []


def test_stated_sizes_that_do_not_meet_are_told() -> None:
    source = """
    import numpy as np
    from jaxtyping import Float
    def f(W: Float[np.ndarray, "n k"], X: Float[np.ndarray, "n m"]):
        return W @ X
    """
    (finding,) = lint_source(dedent(source))
    assert finding.code == "SHP207"
    assert finding.help == "`W.T @ X` fits, and its shape is (k, m)"
