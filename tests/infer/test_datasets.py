"""Data sets of other libraries: what is said of them is compared with the library, where it is installed."""

import pytest

from shapecheck.infer.shapes import infer

HEAD = "import sklearn.datasets as d\nfrom sklearn.model_selection import train_test_split as split\n"
PROGRAMS = [
    *(f"x = d.load_{name}().data\ny = d.load_{name}().target" for name in "breast_cancer diabetes iris wine".split()),
    "x = d.load_digits().images\ny = d.load_digits()['data']",
    "x, y = d.load_iris(return_X_y=True)",
    "x, y = d.make_moons()",
    "x, y = d.make_moons(n_samples=31)",
    "x, y = d.make_blobs(17, 3)",
    "x, y = d.make_blobs(n_samples=17, centers=4)",
    "x, y = d.make_circles(20)",
    "x, y = d.make_classification(30)",
    "x, y = d.make_gaussian_quantiles(n_samples=12, n_features=3)",
    "x, y = d.make_regression(20, 5)",
    "x, y = d.make_regression(20, 5, n_targets=3)",
    "x, z, y = d.make_regression(20, 5, coef=True)",
    "z, x, y = d.make_regression(20, 5, n_targets=3, coef=True)",
    "x, y = d.make_swiss_roll(20, noise=0.1)",
    "x, y = d.make_s_curve(20)",
    "a, b = d.make_moons(31)\nx, _, y, _ = split(a, b)",
    "a, b = d.make_moons(31)\n_, x, _, y = split(a, b, test_size=0.3)",
    "a, b = d.make_moons(31)\n_, x, _, y = split(a, b, test_size=7)",
]


def inferred(source: str) -> dict[str, tuple]:
    return {variable.name: variable.shapes for variable in infer(HEAD + source, "<program>")}


@pytest.mark.parametrize("source", PROGRAMS)
def test_data_sets_have_their_shapes(source: str) -> None:
    pytest.importorskip("sklearn")
    names: dict[str, object] = {}
    exec(HEAD + source, names)
    found = inferred(source)
    assert {name: found[name] for name in "xy"} == {name: (names[name].shape,) for name in "xy"}


@pytest.mark.parametrize("source", ["x, y = d.make_blobs(10, return_centers=True)", "x = d.load_data()"])
def test_what_is_not_said_is_unknown(source: str) -> None:
    assert inferred(source)["x"] == (None,)


@pytest.mark.parametrize(
    "source", ["d.make_blobs(centers=[[1, 2, 3]])", "d.make_moons(n_samples=(3, 4))", "d.make_blobs(20, centers=given)"]
)
def test_the_ranks_are_known_where_the_sizes_are_not(source: str) -> None:
    found = inferred(f"import numpy as np\ngiven = np.load('centers.npy')\nx, y = {source}")
    assert [len(found[name][0]) for name in "xy"] == [2, 1]


def test_an_unknown_number_of_targets_leaves_their_rank_open() -> None:
    found = inferred("def f(n, k):\n    x, y = d.make_regression(n, 5, n_targets=k)")
    assert (found["x"], found["y"]) == ((("n", 5),), (("n", "..."),))


def test_data_sets_are_found_where_they_were_before() -> None:
    found = inferred("from sklearn.datasets.samples_generator import make_blobs\nx, y = make_blobs(20, 3)")
    assert (found["x"], found["y"]) == (((20, 3),), ((20,),))


def test_keras_data_sets() -> None:
    source = "from tensorflow.keras.datasets import mnist\n(x, y), (_, z) = mnist.load_data()"
    found = inferred(source)
    assert (found["x"], found["y"], found["z"]) == (((60000, 28, 28),), ((60000,),), ((10000,),))
