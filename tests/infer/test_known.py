"""What is known of SciPy and its like: the tables have what the libraries have, and the shapes are those of a run.

The libraries are part of the test environment: scikit-learn, which brings SciPy, and Matplotlib.
"""

import warnings
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest

from shapecheck.core.array import Array
from shapecheck.infer import known
from shapecheck.infer.events import Assigned
from shapecheck.infer.libraries import LIBRARIES
from shapecheck.infer.program import interpret
from shapecheck.infer.scientific import SCIENTIFIC
from shapecheck.lint.runner import lint_source

# Each line assigns what is known; sizes are primes, so that no two are the same by accident.
PROGRAMS: Mapping[str, str] = {
    "special": """
from scipy import special
from scipy.special import expit, xlogy
a = special.gammaln(np.ones((5, 3)))
b = expit(np.ones(7))
c = xlogy(np.ones((5, 1)), np.ones(3))
d, e = special.sici(np.ones((2, 3)))
f = special.betainc(1.5, np.ones((5, 1)), 0.5 * np.ones(3))
g = special.softmax(np.ones((5, 3)), axis=1)
h = special.erf([1.0, 2.0, 3.0])
""",
    "linalg": """
import scipy.linalg
from scipy import linalg
from scipy.linalg import inv
A = np.eye(3) + 1
a = linalg.inv(A)
b = scipy.linalg.inv(A)
c = inv(A, check_finite=False)
d = linalg.solve(A, np.ones(3))
e = linalg.solve(A, np.ones((3, 5)), assume_a="gen")
f = linalg.expm(A)
w, v = linalg.eigh(A @ A.T)
U, s, Vt = linalg.svd(np.ones((5, 3)))
L = linalg.cholesky(A @ A.T)
""",
    "fft": """
import scipy.fft
from scipy.fft import fft, rfft2
a = fft(np.ones((5, 3)))
b = scipy.fft.rfft(np.ones(7))
c = rfft2(np.ones((5, 7)))
d = scipy.fft.fft(np.ones((5, 3)), n=11, axis=0, workers=1)
e = scipy.fft.fftfreq(7, d=0.1)
f = scipy.fft.fftshift(np.ones((5, 3)))
""",
    "signal": """
from scipy import signal
from scipy.signal import convolve, fftconvolve
a = convolve(np.ones(7), np.ones(3), mode="same")
b = convolve(np.ones(3), np.ones(7), mode="same")
c = fftconvolve(np.ones((11, 7)), np.ones((3, 5)))
d = fftconvolve(np.ones((11, 7)), np.ones((3, 5)), "same")
e = signal.correlate(np.ones(7), np.ones(3))
f = signal.detrend(np.ones((5, 7)))
g = signal.medfilt(np.ones(7), 3)
""",
    "interpolate": """
from scipy.interpolate import CubicSpline, UnivariateSpline, interp1d
x = np.arange(11.0)
g = interp1d(x, x ** 2, kind="linear", fill_value="extrapolate")
a = g(np.ones(5))
b = g(np.ones((2, 3)))
c = CubicSpline(x, x ** 2)(np.ones((7, 1)))
d = UnivariateSpline(x, x ** 2)(np.ones(3))
""",
    "stats": """
from scipy import stats
from scipy.stats import norm, poisson
import scipy.stats as st
a = stats.norm.pdf(np.ones(7))
b = norm.cdf(np.ones((5, 1)), np.ones(3), 2.0)
c = norm.logpdf(np.ones(5), loc=np.ones((3, 1)), scale=1)
d = norm.rvs(size=(5, 3))
e = norm.rvs(loc=2, scale=3, size=7)
f = st.gamma.pdf(np.ones(5), 2.0)
g = norm(1, 2).pdf(np.ones((5, 3)))
h = poisson.pmf(np.arange(5), 3.0)
i = stats.t.ppf(np.full(3, 0.5), 7)
frozen = st.beta(2, 3)
j = frozen.rvs(size=11)
k = frozen.ppf([0.1, 0.2, 0.3])
""",
    "spatial": """
from scipy.spatial import distance, distance_matrix
from scipy.spatial.distance import cdist, pdist, squareform
a = cdist(np.ones((5, 2)), np.ones((3, 2)), "euclidean")
b = pdist(np.ones((5, 2)))
c = distance_matrix(np.ones((5, 2)), np.ones((7, 2)))
d = distance.cdist(np.ones((5, 2)), np.ones((3, 2)))
""",
    "ndimage": """
from scipy import ndimage
from scipy.ndimage import gaussian_filter
a = gaussian_filter(np.ones((5, 7)), 2)
b = ndimage.sobel(np.ones((5, 7)), axis=0)
c = ndimage.uniform_filter1d(np.ones(11), size=3)
d = ndimage.binary_dilation(np.ones((5, 7)) > 0, iterations=2)
""",
    "sklearn": """
from sklearn.preprocessing import StandardScaler, MinMaxScaler, scale
from sklearn import preprocessing
scaler = StandardScaler()
a = scaler.fit_transform(np.random.rand(7, 3))
b = scaler.transform(np.random.rand(5, 3))
c = MinMaxScaler().fit(np.random.rand(7, 3)).transform(np.random.rand(5, 3))
d = scale(np.random.rand(7, 3))
e = preprocessing.RobustScaler().fit_transform(np.random.rand(7, 3))
f = scaler.inverse_transform(b)
""",
    "matplotlib": """
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
n, ends, drawn = plt.hist(np.random.rand(101), bins=7)
counts, limits, _ = plt.hist(np.random.rand(101), 11, density=True)
""",
}
# What depends on more than the table says is unknown, or known in part.
UNKNOWN = """
from scipy import linalg, signal, ndimage, stats
from scipy.interpolate import interp1d
a = linalg.qr(np.ones((5, 3)))
b = ndimage.zoom(np.ones((5, 7)), 2)
c = ndimage.gaussian_filter(np.ones((5, 7)), 2, output=out)
d = stats.norm.rvs(np.ones(3), 1, 5)
e = interp1d(np.arange(5), np.ones((5, 3)))(np.ones(2))
f = signal.convolve(x, y)
g = stats.norm(np.ones(3), 1).pdf(np.ones(3))
"""


def shapes(text: str) -> dict[str, tuple[object, ...] | None]:
    """Give the shape of each variable that is an array, None for what is unknown."""
    found: dict[str, tuple[object, ...] | None] = {}

    def listen(event: object) -> None:
        if isinstance(event, Assigned):
            found[event.name] = event.value.shape.sizes if isinstance(event.value, Array) else None

    assert interpret(f"import numpy as np\n{text}", "<test>", listen)
    return found


@pytest.mark.parametrize("library", PROGRAMS)
def test_the_shapes_are_those_of_a_run(library):
    names: dict[str, object] = {"np": np}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(PROGRAMS[library], names)
    inferred = shapes(PROGRAMS[library])
    arrays = {name: value.shape for name, value in names.items() if isinstance(value, np.ndarray)}
    assert len(arrays) > 1
    for name, shape in arrays.items():
        sizes = inferred.get(name)
        if (library, name) == ("matplotlib", "drawn"):
            continue
        assert sizes == shape, name


@pytest.mark.parametrize("library", PROGRAMS)
def test_each_array_is_known(library):
    known_ones = {name for name, shape in shapes(PROGRAMS[library]).items() if shape is not None}
    assert set("abcdef" if library != "matplotlib" else "n") - {"e", "f"} <= known_ones


def test_what_depends_on_more_is_unknown():
    assert {name: shape for name, shape in shapes(UNKNOWN).items() if shape is not None} == {}


def test_a_result_is_used_as_the_array_that_it_is():
    text = "from scipy import special\nx = special.erf(np.ones((5, 3))) @ np.ones(3)\ny = np.zeros((2, 7)) + x\n"
    assert shapes(text)["x"] == (5,)
    (finding,) = lint_source(f"import numpy as np\n{text}")
    assert (finding.code, finding.line) == ("SHP102", 4)


def test_the_tables_have_what_scipy_has():
    special = import_module("scipy.special")
    ufuncs = {
        name: f for name in dir(special) if isinstance(f := getattr(special, name), np.ufunc) and f.signature is None
    }
    ours = {name: form for form, names in known.ELEMENTWISE.items() for name in names.split()}
    assert {name: (f.nin, f.nout) for name, f in ufuncs.items()} == ours
    stats = import_module("scipy.stats")
    kinds = (stats.rv_continuous, stats.rv_discrete)
    assert {name for name in dir(stats) if isinstance(getattr(stats, name), kinds)} == {
        *known.DISTRIBUTIONS.split(),
        "poisson_binom",  # its parameter is a vector
    }


@pytest.mark.parametrize("owner", [*known.KEEPING, *known.MODULES])
def test_each_name_of_the_tables_is_there(owner):
    module = import_module(owner)
    for name in (known.KEEPING.get(owner, "") + " " + known.MODULES.get(owner, "")).split():
        if owner in known.KEEPING and name in known.KEEPING[owner].split():
            assert hasattr(module, name), name
        else:
            assert find_spec(f"{owner}.{name}") is not None, name


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        ("scipy.fft", known.TRANSFORMS),
        ("scipy.signal", known.CONVOLUTIONS),
        ("scipy.interpolate", known.INTERPOLATORS),
        ("sklearn.preprocessing", known.SCALERS),
    ],
)
def test_each_name_of_a_text_is_there(owner, names):
    module = import_module(owner)
    assert [name for name in names.split() if not hasattr(module, name)] == []


def test_distributions_have_what_is_computed_of_them():
    stats = import_module("scipy.stats")
    assert [
        name
        for name in known.OF_A_DISTRIBUTION.split()
        if not (hasattr(stats.norm, name) or hasattr(stats.poisson, name))
    ] == []


def test_a_table_is_part_of_all_that_is_known():
    assert SCIENTIFIC.keys() <= LIBRARIES.keys()


def test_the_limits_of_element_types_are_numbers() -> None:
    text = "eps = np.finfo(float).eps\na = np.log(np.ones((5, 3)) + eps)\nb = np.full((2, 3), np.iinfo(int).max)"
    assert shapes(text)["a"] == (5, 3)
    assert shapes(text)["b"] == (2, 3)
