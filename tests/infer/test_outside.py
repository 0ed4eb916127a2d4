"""Data from outside of a program: what its readers say of it, and programs that no such data fits."""

import pytest

from shapecheck.infer.shapes import infer
from shapecheck.lint.runner import lint_source

HEAD = """
import numpy as np
import h5py, cv2, imageio
import matplotlib.pyplot as plt
from PIL import Image
from scipy.io import loadmat
"""


def shapes(body: str) -> dict[str, tuple]:
    return {variable.name: variable.shapes for variable in infer(HEAD + body, "<program>")}


@pytest.mark.parametrize(
    ("body", "sizes"),
    [
        ("X = np.load('X.npy')", None),
        ("X = np.load('X.npz')['X']", None),
        ("X = np.loadtxt('X.txt')[:, 1:]", ("X_0", "X_1-1")),
        ("X = np.loadtxt('X.txt', ndmin=2)", ("X_0", "X_1")),
        ("X = np.genfromtxt('X.csv', delimiter=',', skip_header=1)\nX = X[:, 0]", ("X_0",)),
        ("X = h5py.File('X.h5', 'r')['X'][:]", ("X_0", "...")),
        ("with h5py.File('X.h5', 'r') as file:\n    X = np.array(file['train']['X'][:])", ("X_0", "...")),
        ("X = loadmat('X.mat')['X']", ("X_0", "X_1")),
        ("X = plt.imread('X.png')", ("X_0", "X_1", "...")),
        ("X = imageio.imread('X.png')", ("X_0", "X_1", "...")),
        ("X = cv2.imread('X.png')", ("X_0", "X_1", 3)),
        ("X = cv2.imread('X.png', 0)", ("X_0", "X_1")),
        ("X = np.asarray(Image.open('X.png'))", ("X_0", "X_1", "...")),
        ("X = np.array(Image.open('X.png').convert('L').resize((3, 5)))", ("X_0", "X_1")),
        ("X = np.array(Image.open('X.png').convert('RGB'))", ("X_0", "X_1", 3)),
    ],
)
def test_a_reader_says_how_many_axes_there_are(body: str, sizes: tuple | None) -> None:
    assert shapes(body)["X"] == (sizes,)


@pytest.mark.parametrize(
    "body",
    [
        "X = np.load(name)",
        "X = np.genfromtxt('X.csv', names=True)",
        "X = np.loadtxt('X.txt', dtype=[('a', float)])",
        "X = loadmat('X.mat', squeeze_me=True)['X']",
        "X = loadmat('X.mat')['__version__']",
    ],
)
def test_what_may_be_anything_is_unknown(body: str) -> None:
    assert shapes("name = input()\n" + body)["X"] == (None,)


@pytest.mark.parametrize("write", ["savetxt", "save", "savez", "savemat"])
def test_what_is_read_is_what_numpy_and_scipy_give(write: str, tmp_path: object) -> None:
    np = pytest.importorskip("numpy")
    io = pytest.importorskip("scipy.io")
    for data in (np.ones((5, 3)), np.ones(7), np.ones((1, 4))):
        match write:
            case "savetxt":
                np.savetxt(f"{tmp_path}/X.txt", data)
                given, text = np.loadtxt(f"{tmp_path}/X.txt", ndmin=2), "X = np.loadtxt('X.txt', ndmin=2)"
            case "save":
                np.save(f"{tmp_path}/X.npy", data)
                given, text = np.load(f"{tmp_path}/X.npy"), "X = np.load('X.npy')"
            case "savez":
                np.savez(f"{tmp_path}/X.npz", X=data)
                given, text = np.load(f"{tmp_path}/X.npz")["X"], "X = np.load('X.npz')['X']"
            case _:
                io.savemat(f"{tmp_path}/X.mat", {"X": data})
                given, text = io.loadmat(f"{tmp_path}/X.mat")["X"], "X = loadmat('X.mat')['X']"
        (found,) = shapes(text)["X"]
        assert found is None or (len(found) == given.ndim or found[-1] == "...")


# Programs

REGRESSION = """
file = h5py.File("train.h5", "r")
X_orig = np.array(file["X"][:])
Y = np.array(file["Y"][:])
Y = Y.reshape((1, Y.shape[0]))
X = X_orig.reshape(X_orig.shape[0], -1).T / 255
w, b, m = np.zeros((X.shape[0], 1)), 0.0, X.shape[1]
for _ in range(100):
    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
    cost = -np.sum(Y * np.log(A)) / m
    dw = np.dot(X, (A - Y).T) / m
    w = w - 0.1 * dw
"""
DESCENT = """
data = loadmat("data.mat")
X, y = data["X"], data["y"]
m, n = X.shape
theta = np.zeros((n, 1))
for _ in range(20):
    theta -= X.T @ (X @ theta - y) / m
"""
NETWORK = """
def forward(X, W1, W2):
    A1 = np.tanh(np.dot(W1, X))
    return A1, np.dot(W2, A1)

def backward(X, Y, A1, A2, W2):
    dZ2 = A2 - Y
    dW2 = np.dot(dZ2, A1.T)
    dW1 = np.dot(np.dot(W2.T, dZ2) * (1 - A1 ** 2), X.T)
    return dW1, dW2

X = np.load("X.npy").T
Y = np.load("Y.npy").reshape(1, -1)
W1, W2 = np.random.randn(4, X.shape[0]), np.random.randn(1, 4)
A1, A2 = forward(X, W1, W2)
dW1, dW2 = backward(X, Y, A1, A2, W2)
"""

RIGHT = [
    REGRESSION,
    DESCENT,
    NETWORK,
    "X, y = np.load('X.npy'), np.load('y.npy')\nw = np.linalg.solve(X.T @ X, X.T @ y)",
    "A = np.load('A.npy')\nv = np.ones(A.shape[0])\nfor _ in range(50):\n    v = A @ v\n    v = v / np.linalg.norm(v)",
    "A = np.load('A.npy')\ndegrees = A @ np.ones(A.shape[0])",
    "A = np.load('A.npy')\nn, _ = A.shape\ndegrees = A @ np.ones(n)",
    "K, y = np.load('K.npy'), np.load('y.npy')\nn = y.shape[0]\nalpha = np.zeros((n, 1))\nf = K @ alpha - y",
    "mu, X = loadmat('a.mat')['mu'], loadmat('a.mat')['X']\nm = X.shape[0]\nX = X - np.ones((m, 1)) @ mu",
    "X = np.loadtxt('X.txt')\nX, y = X[:, :-1], X[:, -1]\nw = np.zeros(X.shape[1])\nr = X @ w - y\nw -= X.T @ r",
    "image = plt.imread('a.png')\nh, w = image.shape[:2]\ngrey = image @ np.ones(3)",
    "X_train, X_test = np.load('a.npy'), np.load('b.npy')\nd = ((X_test[:, None] - X_train[None]) ** 2).sum(2)",
    "P = np.load('P.npy')\nn = P.shape[0]\nassert P.shape[1] == n\npi = np.ones((1, n)) / n\npi = pi @ P",
]


@pytest.mark.parametrize("body", RIGHT)
def test_right_programs_have_no_finding(body: str) -> None:
    assert list(lint_source(HEAD + body)) == []


@pytest.mark.parametrize(
    ("body", "right", "wrong", "message", "help_"),
    [
        (
            REGRESSION,
            "np.sum(Y * np.log(A))",
            "np.dot(Y, np.log(A))",
            "the program fits only where axis 0 of Y is 1; with one change it always fits",
            "`np.dot(Y, np.log(A).T)` fits for all sizes",
        ),
        (
            DESCENT,
            "X.T @ (X @ theta - y)",
            "X @ (X @ theta - y)",
            "the program fits only where X is square; with one change it always fits",
            "`X.T @ (X @ theta - y)` fits for all sizes",
        ),
    ],
)
def test_data_that_must_be_special_is_told_with_the_change(
    body: str, right: str, wrong: str, message: str, help_: str
) -> None:
    (finding,) = lint_source(HEAD + body.replace(right, wrong))
    assert (finding.code, finding.severity, finding.message) == ("SHP210", "warning", message)
    assert finding.help == help_


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("np.dot(dZ2, A1.T)", "np.dot(dZ2, A1)"),
        ("np.dot(W2.T, dZ2)", "np.dot(W2, dZ2)"),
        ("(4, X.shape[0])", "(X.shape[0], 4)"),
    ],
)
def test_functions_that_a_program_calls_with_its_data_are_tried_with_it(right: str, wrong: str) -> None:
    (finding,) = lint_source(HEAD + NETWORK.replace(right, wrong))
    assert finding.severity in {"error", "warning"}
    assert finding.code in {"SHP101", "SHP102", "SHP202", "SHP210"}


def test_what_one_size_of_the_data_cannot_be_twice_is_told() -> None:
    body = "X = np.load('X.npy')\na = X @ np.zeros((3, 1))\nb = X @ np.zeros((4, 1))"
    (finding,) = lint_source(HEAD + body)
    assert (finding.code, finding.severity, finding.line) == ("SHP101", "warning", 9)
    assert list(lint_source(HEAD + body.replace("(4, 1)", "(3, 4)"))) == []
