"""What is read of docstrings: only what can be nothing else than an array, and no shape that is one of several."""

import ast
from textwrap import dedent, indent

import pytest

from shapecheck.infer.docstrings import ARRAY, Documented, documented
from shapecheck.infer.sizes_in_words import are_apart


def read(text: str, *, raw: str = "") -> Documented:
    source = f'def f(*args):\n    {raw}"""Do it.\n\n{indent(dedent(text), "    ")}\n    """\n'
    return documented(ast.parse(source).body[0])


def of_type(text: str) -> tuple[object, ...] | None:
    stated = read(f"Parameters\n----------\nx : {text}\n    What it is.").parameters.get("x")
    return None if stated is None else (stated.type, stated.sizes, stated.kind)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("ndarray of shape (n_samples, n_features)", ("n_samples", "n_features")),
        ("array-like of shape (n,)", ("n",)),
        ("array_like, shape (n, 3)", ("n", 3)),
        ("array, shape = [n_samples, n_features]", ("n_samples", "n_features")),
        ("(M, N) array_like", ("M", "N")),
        ("np.ndarray, shape=(2 * n, k - 1)", ("2 * n", "k - 1")),
        ("ndarray of shape (n x m)", ("n", "m")),
        ("numpy array of shape (n[l], n[l-1])", ("n[l]", "n[l - 1]")),
        (":py:class:`ndarray <numpy.ndarray>` of shape `(n_ex, n_in)`", ("n_ex", "n_in")),
        ("ndarray of shape (n,) or (n + 1,)", (None,)),
        ("ndarray((n, k, 1))", ("n", "k", 1)),
        ("np.ndarray ((n, k))", ("n", "k")),
        ("ndarray of shape (n_samples, -1)", ("n_samples", None)),
        ("ndarray of shape ()", ()),
        ("1-D array", (None,)),
        ("2d ndarray", (None, None)),
        ("ndarray", None),
    ],
)
def test_the_type_of_a_parameter_states_an_array(text: str, sizes: tuple[object, ...] | None) -> None:
    assert of_type(text) == (ARRAY, sizes, None)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("ndarray of bool, shape (n,)", "b"), ("float ndarray of shape (n,)", "f"), ("array of ints", "i")],
)
def test_the_kind_of_its_elements_is_read(text: str, kind: str) -> None:
    found = of_type(text)
    assert found is not None
    assert found[2] == kind


@pytest.mark.parametrize(
    "text",
    [
        "{array-like, sparse matrix} of shape (n_samples, n_features)",
        "{ndarray, sparse matrix} of shape (n, m)",
        "np.array((n, m))",
        "numpy.array([[1, 2], [3, 4]])",
        "array of shape ((n, m), (n, k))",
        "float or ndarray of shape (n,)",
        "ndarray of shape (n,) or (n, k)",
        "ndarray of shape (n,) or None",
        "list of ndarray of shape (n,)",
        "tensor of shape (n, m)",
        "DataFrame of shape (n, m)",
        "ndarray of shape (n, ...)",
        "ndarray of shape (n, *)",
        "1-D or 2-D array",
        "array of shape (length / step, dtype=float)",
        "object with an array",
        "ndarray (subclass)",
        "n_features",
    ],
)
def test_what_may_be_something_else_states_nothing(text: str) -> None:
    assert of_type(text) is None


@pytest.mark.parametrize(
    ("text", "kind"), [("int", "int"), ("float", "float"), ("bool", "bool"), ("str", "str"), ("integer", "int")]
)
def test_a_type_of_pythons_is_read(text: str, kind: str) -> None:
    assert of_type(text) == (kind, None, None)


@pytest.mark.parametrize("text", ["int or ndarray", "int or None", "int or tuple of ints", "{'a', 'b'}", "callable"])
def test_one_of_several_types_is_none(text: str) -> None:
    assert of_type(text) is None


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Arguments:\nx -- weights, a numpy array of size (num_px * num_px * 3, 1)", ("num_px * num_px * 3", 1)),
        ("Arguments:\nx -- numpy array of shape (n[l], n[l-1])", ("n[l]", "n[l - 1]")),
        ("Arguments:\nx -- data of size (2, number of examples)", (2, "number of examples")),
        ("Arguments:\nx -- activations: (size of previous layer, 1)", ("size of previous layer", 1)),
        ("Arguments:\nx -- input data,\n    of shape (n, m)", ("n", "m")),
        ("Args:\n    x (np.ndarray): Rows, of shape (N, D).", ("N", "D")),
        ("Args:\n    x: A numpy array of shape (N, D)", ("N", "D")),
        ("Inputs:\n- x: Input data, of shape (N, D)", ("N", "D")),
        (":param x: a numpy array of shape (N, D)", ("N", "D")),
        ("Args:\n    x (ndarray of shape (N, D)): Rows.", ("N", "D")),
    ],
)
def test_a_sentence_states_the_shape_of_an_array(text: str, sizes: tuple[object, ...]) -> None:
    assert read(text).parameters["x"].sizes == sizes


@pytest.mark.parametrize(
    "text",
    [
        "Arguments:\nx -- python dictionary with arrays of shape (n, m)",
        "Arguments:\nx -- list of numpy arrays of shape (n, m)",
        "Arguments:\nx -- placeholder of shape (n, m)",
        "Arguments:\nx -- arrays of shape (n, m)",
        "Arguments:\nx -- data of shape (n, m) or (n, k, m)",
        "Arguments:\nx -- an array (vector) with predictions",
        "Inputs:\n- x: Input data, of shape (N, d_1, ..., d_k)",
        "Args:\n    x (torch.Tensor): Rows, of shape (N, D).",
        "x -- of shape (n, m)\nx -- of shape (n, k)",
        "Notes\n-----\nx : ndarray of shape (n, m)",
    ],
)
def test_a_sentence_about_something_else_states_nothing(text: str) -> None:
    assert "x" not in read(text).parameters


def test_lines_that_are_not_indented_are_read() -> None:
    source = 'def f(w, X):\n    """\n    Arguments:\n    w -- of size (n, 1)\nX -- of size (n, m)\n    """'
    found = documented(ast.parse(source).body[0]).parameters
    assert {name: (stated.sizes, stated.line) for name, stated in found.items()} == {
        "w": (("n", 1), 4),
        "X": (("n", "m"), 5),
    }


def test_a_scalar_in_a_sentence_is_a_number() -> None:
    assert read("Arguments:\nb -- bias, a scalar").parameters["b"].type == "float"


def test_names_with_one_type_are_each_of_it() -> None:
    found = read("Parameters\n----------\nx, y : ndarray of shape (n,)")
    assert [found.parameters[name].sizes for name in "xy"] == [("n",), ("n",)]


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("Returns\n-------\nZ : ndarray of shape (n, 1)\n    Something.", [("n", 1)]),
        ("Returns\n-------\nndarray of shape (n, 1)", [("n", 1)]),
        ("Returns\n-------\nQ : ndarray of shape (n, n)\nname : str", [("n", "n"), None]),
        ("Returns:\nZ -- of shape (n, 1)\ncache -- a dictionary", [("n", 1), None]),
    ],
)
def test_what_is_returned_is_read_one_by_one(text: str, sizes: list[object]) -> None:
    assert [None if stated is None else stated.sizes for stated in read(text).returned] == sizes


@pytest.mark.parametrize("text", ["", "Parameters\n----------", "x -- of shape (", "Returns\n-------\n(", "x : (((,,)"])
def test_any_text_can_be_read(text: str) -> None:
    assert read(text).parameters == {}


def test_spellings_of_one_name_are_not_apart() -> None:
    assert are_apart("n", "m")
    assert not are_apart("n_samples", "N_sample")
    assert not are_apart("size of current layer", "size of the current layer")
