"""Calls are judged by the specs of what is called: the decorator, which runs them, is the judge."""

from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

import shapecheck
from shapecheck.lint.runner import lint_paths, lint_source
from shapecheck.lint.settings import Settings

SPEC = "W: n k, X: k m, b: n 1 -> n m"
HEAD = f"""
import numpy as np
import shapecheck

@shapecheck.checked("{SPEC}")
def layer(W, X, b):
    return W @ X + b

"""
CALLS = [
    "layer(np.zeros((2, 3)), np.zeros((3, 4)), np.zeros((2, 1)))",
    "layer(np.zeros((2, 3)), np.zeros((4, 4)), np.zeros((2, 1)))",
    "layer(np.zeros((2, 3)), np.zeros((3, 4)), b=np.zeros((2, 2)))",
    "layer(np.zeros((2, 3)), np.zeros((3, 4)), np.zeros(2))",
    "layer(b=np.zeros((5, 1)), X=np.zeros((3, 4)), W=np.zeros((2, 3)))",
    "layer(b=np.zeros((2, 1)), X=np.zeros((3, 4)), W=np.zeros((2, 3)))",
]


@pytest.mark.parametrize("call", CALLS)
def test_a_call_is_judged_as_the_decorator_judges_it(call: str) -> None:
    @shapecheck.checked(SPEC)
    def layer(W, X, b):
        return W @ X + b

    try:
        eval(call, {"np": np, "layer": layer})
        raised = False
    except shapecheck.ShapeError:
        raised = True
    assert [finding.code for finding in lint_source(f"{HEAD}{call}\n")] == ["SHP116"] * raised


@pytest.mark.parametrize(
    ("spec", "shape", "fits"),
    [
        ("*batch n 2*n", (7, 2, 4), True),
        ("*batch n 2*n", (7, 2, 5), False),
        ("*batch n 2*n", (4,), False),
        ("n n", (3, 3), True),
        ("n n", (3, 4), False),
        ("_ 3", (5, 3), True),
        ("_ 3", (5, 4), False),
        ("#n n", (1, 4), True),
        ("... c", (5, 4, 3), True),
        ("(h w) h", (6, 2), True),
    ],
)
def test_a_spec_of_one_argument(spec: str, shape: tuple[int, ...], fits: bool) -> None:
    source = f"""
    import numpy as np
    from jaxtyping import Float
    def f(x: Float[np.ndarray, "{spec}"]):
        return x
    f(np.zeros({shape}))
    """
    assert [finding.code for finding in lint_source(dedent(source))] == ["SHP116"] * (not fits)


@pytest.mark.parametrize(
    "call",
    [
        "layer(np.load('W.npy'), np.zeros((3, 4)), np.load('b.npy'))",
        "layer(*parts)",
        "try:\n    layer(np.zeros(3), np.zeros((3, 4)), np.zeros((2, 1)))\nexcept ValueError:\n    pass",
        "import pytest\nwith pytest.raises(shapecheck.ShapeError):\n    layer(np.zeros(3), np.zeros(3), np.zeros(3))",
    ],
)
def test_a_call_that_may_fit_or_is_there_to_fail_has_no_finding(call: str) -> None:
    assert lint_source(f"{HEAD}{call}\n") == []


def test_a_finding_names_the_arguments_as_the_spec_does_and_where_their_sizes_come_from() -> None:
    (finding,) = lint_source(f"{HEAD}layer(np.zeros((2, 3)), np.zeros((4, 7)), np.zeros((2, 1)))\n")
    assert finding.message == f"call of layer: sizes k differ: 3 (axis 1 of W) != 4 (axis 0 of X), by its spec `{SPEC}`"
    assert [(line.name, line.shape, line.origin) for line in finding.operands] == [
        ("W", "(2, 3)", "2 from line 9; 3 from line 9"),
        ("X", "(4, 7)", "4 from line 9; 7 from line 9"),
    ]


def test_a_call_of_a_function_of_another_file_is_judged_at_the_call(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text(HEAD)
    call = "import numpy as np\nfrom layers import layer\n\nlayer(np.zeros(2), np.zeros(3), np.zeros(2))\n"
    (tmp_path / "main.py").write_text(call)
    (finding,) = lint_paths([str(tmp_path / "main.py")], Settings()).findings
    assert (Path(finding.path).name, finding.line, finding.code) == ("main.py", 4, "SHP116")


def test_what_a_call_that_breaks_a_spec_gives_is_unknown() -> None:
    source = f"{HEAD}Z = layer(np.zeros((2, 3)), np.zeros((4, 4)), np.zeros((2, 1)))\nZ @ np.zeros((7, 7))\n"
    assert [finding.code for finding in lint_source(source)] == ["SHP116"]
