"""Estimators of scikit-learn: what is said of each is compared with the library, where it is installed."""

import importlib
import warnings
from collections.abc import Iterator

import numpy as np
import pytest

from shapecheck.infer.estimators import ESTIMATORS, known_attributes
from shapecheck.infer.shapes import infer

ROWS = 40
HEAD = f"import numpy as np\nX = np.ones(({ROWS}, 7))\ny = np.ones({ROWS})\n"
SETTINGS = {
    "TSNE": {"max_iter": 250, "n_jobs": 1},
    "KernelPCA": {"fit_inverse_transform": True, "n_components": 3},
    "NuSVC": {"probability": True},
    "SGDClassifier": {"loss": "log_loss"},
    "SVC": {"probability": True},
}


def _members() -> Iterator[tuple[str, str]]:
    for full in (*ESTIMATORS, *known_attributes()):
        made, called, name = full.partition("().")
        if called and name not in {"fit", "partial_fit"}:
            yield made, name


def _shown(source: str) -> tuple[int | str, ...] | None:
    (found,) = [variable.shapes for variable in infer(HEAD + source, "<program>") if variable.name == "r"]
    return found[0]


@pytest.mark.parametrize(("made", "name"), sorted(set(_members())))
def test_what_an_estimator_gives_has_the_axes_that_it_has_in_scikit_learn(made: str, name: str) -> None:
    pytest.importorskip("sklearn")
    module, _, short = made.rpartition(".")
    random = np.random.default_rng(0)
    X, y = random.random((ROWS, 7)) + 0.1, np.arange(ROWS) % 2
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        estimator = getattr(importlib.import_module(module), short)(**SETTINGS.get(short, {}))
        estimator.fit(X, y)
        given = getattr(estimator, name)
        argument = "3" if name == "sample" else "X"
        if callable(given):
            given = given(estimator.transform(X) if name == "inverse_transform" else 3 if name == "sample" else X)
    called = f"({argument})" if callable(getattr(estimator, name)) else ""
    shown = _shown(f"from {module} import {short}\nr = {short}().fit(X, y).{name}{called}")
    assert shown is not None
    assert len(shown) == given.ndim
    assert ROWS not in shown or given.shape[shown.index(ROWS)] == ROWS


def test_an_estimator_is_what_it_is_after_it_was_fitted() -> None:
    source = "from sklearn.cluster import KMeans\nmodel = KMeans(3)\nmodel.fit(X)\nr = model.predict(X)"
    assert _shown(source) == (ROWS,)


def test_several_targets_have_an_axis_of_their_own_so_that_nothing_is_reported() -> None:
    source = "from sklearn.linear_model import Ridge\nr = Ridge().fit(X, y).predict(X)"
    assert _shown(source) == (ROWS,)
    assert _shown(f"{source}[:, 0]") is not None


@pytest.mark.parametrize("source", ["Own().fit(X)", "PCA().set_output(transform='pandas').fit_transform(X)"])
def test_what_may_be_something_else_is_unknown(source: str) -> None:
    program = "from sklearn.decomposition import PCA\nfrom somewhere import Own\n"
    assert _shown(f"{program}r = {source}") is None
