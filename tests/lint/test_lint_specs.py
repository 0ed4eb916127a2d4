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


WHOLES = """
import numpy as np
import shapecheck

z = np.zeros

@shapecheck.checked("dZ: n m, cache: (k m, n k, n 1)")
def backward(dZ, cache):
    return dZ

@shapecheck.checked('layer_dims: [int n[l] for l in 0..L], p: {"W{l}": n[l] n[l-1], "b{l}": n[l] 1 for l in 1..L}')
def update(layer_dims, p):
    return p

@shapecheck.checked("x: n m, k: int k where n = 2*k, k >= 2")
def halves(x, k):
    return x[:k]

@shapecheck.checked('p["W"]: n m, pair: [(n,), {"b": m, 0: n}]')
def parts(p, pair):
    return p

class Dense:
    def __init__(self, n, k):
        self.W = np.zeros((n, k))

@shapecheck.checked("layer: Dense(W: n k), X: k m")
def forward(layer, X):
    return layer.W @ X
"""


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        ("backward(z((5, 7)), (z((3, 7)), z((5, 3)), z((5, 1))))", ""),
        (
            "backward(z((5, 7)), (z((3, 6)), z((5, 3)), z((5, 1))))",
            "sizes m differ: 6 (axis 1 of cache[0]) != 7 (axis 1 of dZ)",
        ),
        ("backward(z((5, 7)), (z((3, 7)), z((5, 3))))", "cache must be 3 values (got 2)"),
        ("update([2, 3, 4], {'W1': z((3, 2)), 'b1': z((3, 1)), 'W2': z((4, 3)), 'b2': z((4, 1))})", ""),
        (
            "update([2, 3, 4], {'W1': z((3, 2)), 'b1': z((3, 1)), 'W2': z((3, 4)), 'b2': z((4, 1))})",
            'sizes n[2] differ: 4 (layer_dims[2]) != 3 (axis 0 of p["W2"])',
        ),
        (
            "update([2, 3, 4], {'W1': z((3, 2)), 'b1': z((3, 1))})",
            "sizes L differ: 2 (the length of layer_dims) != 1 (the last l of p)",
        ),
        ("update([2], {})", ""),
        ("halves(z((6, 3)), 3)", ""),
        ("halves(z((6, 3)), 2)", "sizes differ: 6 (n) != 4 (2*k)"),
        ("halves(z((2, 3)), 1)", "k must be at least 2 (got 1)"),
        ("halves(z((6, 3)), int(input()))", ""),
        ("parts({'W': z((2, 3))}, [z(2), {'b': z(3), 0: z(2)}])", ""),
        (
            "parts({'W': z((2, 3))}, [z(2), {'b': z(2), 0: z(2)}])",
            'sizes m differ: 3 (axis 1 of p["W"]) != 2 (axis 0 of pair[1]["b"])',
        ),
        ("forward(Dense(2, 3), z((3, 4)))", ""),
        ("forward(Dense(2, 3), z((4, 4)))", "sizes k differ: 3 (axis 1 of layer.W) != 4 (axis 0 of X)"),
    ],
)
def test_what_containers_hold_is_judged_as_the_decorator_judges_it(call: str, problem: str) -> None:
    found = [finding.message for finding in lint_source(f"{WHOLES}\n{call}\n") if finding.code == "SHP116"]
    assert [message.partition(": ")[2].rpartition(", by its spec ")[0] for message in found] == [problem] * bool(
        problem
    )
    if "input" in call:
        return
    space: dict = {}
    exec(WHOLES, space)
    try:
        eval(call, space)
        raised = False
    except shapecheck.ShapeError:
        raised = True
    assert raised == bool(problem)
