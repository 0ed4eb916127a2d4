"""Faults of which NumPy says nothing (SHP201 to SHP206, SHP212 to SHP218), and their right neighbours."""

import re

import numpy as np
import pytest

from shapecheck.lint.runner import lint_source
from shapecheck.lint.settings import Settings
from shapecheck.lint.table import LINT_RULES

EVERY = Settings(frozenset(LINT_RULES))  # those in preview as well
HEAD = "import numpy as np\nrng = np.random.default_rng(0)\n"
DATA = "X, Y = rng.random((4, 9)), rng.random((5, 9))\n"

# `#!` marks the line of the fault.
WRONG = {
    # A matrix to which rows are appended
    "SHP212 a route that grows": "x = np.zeros((1, 2))\nfor _ in range(3):\n    x = np.append(x, np.ones((1, 2)))  #!",
    "SHP212 a row that is a list": "x = np.zeros((1, 2))\nx = np.append(x, [3, 4])  #!",
    "SHP212 nothing at first": "x = np.empty((0, 2))\nfor i in range(3):\n    x = np.append(x, [[i, i]])  #!",
    "SHP212 a column of ones": "def f(X):\n    n, k = X.shape\n    X = np.append(X, np.ones((n, 1)))  #!\n    return X",
    "SHP212 an attribute": (
        "class Track:\n    def __init__(self):\n        self.x = np.zeros((1, 2))\n    def add(self, p):\n"
        "        self.x = np.append(self.x, p)  #!\nTrack().add(np.ones((1, 2)))"
    ),
    "SHP212 a function that appends": (
        "def add(x, p):\n    return np.append(x, p)  #!\nx = np.zeros((1, 2))\nx = add(x, np.ones((1, 2)))"
    ),
    "SHP212 a row that is deleted": "x = np.ones((4, 3))\nx = np.delete(x, 0)  #!",
    "SHP212 a row that is inserted": "x = np.ones((4, 3))\nx = np.insert(x, 0, [1, 2, 3])  #!",
    "SHP212 behind another array": "x = np.ones((5, 2))\nx = np.append(np.ones((5, 1)), x)  #!",
    # The index of a number
    "SHP213 a norm": "C, x = rng.random((4, 2)), np.ones(2)\ni = np.argmin(np.linalg.norm(C - x))  #!",
    "SHP213 a norm with a name, and a method": (
        "C, x = rng.random((4, 2)), np.ones(2)\nd = np.linalg.norm(C - x)\ni = d.argmin()  #!"
    ),
    "SHP213 a root of a sum": "C, x = rng.random((4, 2)), np.ones(2)\ni = np.argmin(np.sqrt(((C - x) ** 2).sum()))  #!",
    "SHP213 arrays that are not known": "def nearest(C, x):\n    return np.argmin(np.linalg.norm(C - x))  #!",
    "SHP213 an inner product": "a, b = rng.random(5), rng.random(5)\ni = np.argmax(np.abs(np.dot(a, b)))  #!",
    "SHP213 axes that are kept": "a = rng.random((4, 2))\ni = np.argmax(a.sum(keepdims=True))  #!",
    "SHP213 the order of a norm": 'C = rng.random((4, 2))\ni = np.argmin(np.linalg.norm(C - 1, "fro"))  #!',
    # Lengths
    "SHP214 a tuple and rows": "for h, w in zip((4, 10), np.zeros((3, 2))):  #!\n    print(h, w)",
    "SHP214 two arrays in a sum": "y, p = rng.random(7), rng.random(6)\ne = sum(abs(a - b) for a, b in zip(y, p))  #!",
    "SHP214 rows for columns": 'names = ["a", "b"]\nfor name, x in zip(names, rng.random((9, 2))):  #!\n    print(x)',
    "SHP214 what a function is given": (
        "def walk(hours, x):\n    return [h * a for h, a in zip(hours, x)]  #!\nwalk((1, 2), rng.random(3))"
    ),
    "SHP214 map": "y, p = rng.random(7), rng.random(6)\ne = list(map(lambda a, b: a - b, y, p))  #!",
    "SHP214 a dictionary": 'd = dict(zip(["a", "b"], np.ones((3, 2))))  #!',
    "SHP214 means of columns": "for row, mu in zip(X, X.mean(axis=0)):  #!\n    print(row - mu)",
    # One output
    "SHP218 a class": "P = 1 / (1 + np.exp(-(X.T @ rng.random((4, 1)))))\ny = np.argmax(P, axis=1)  #!",
    "SHP218 a softmax": (
        "def softmax(z):\n    e = np.exp(z - z.max(1, keepdims=True))\n    return e / e.sum(1, keepdims=True)  #!\n"
        "n_out = 1\nP = softmax(X.T @ rng.random((4, n_out)))"
    ),
    "SHP206 one example": "n = 1\nx = rng.random((n, 12, 1))\ny = x.squeeze()  #!",
    # Moving means
    "SHP215 the mean along the other axis": (
        "v = np.zeros((4, 1))\nfor _ in range(3):\n"
        "    v = 0.9 * v + 0.1 * rng.random((4, 12)).mean(axis=0, keepdims=True)  #!"
    ),
    "SHP215 a factor with a name": (
        "b, v = 0.9, np.zeros((4, 1))\nfor _ in range(3):\n    mu = rng.random((4, 12)).mean(axis=0)\n"
        "    v = b * v + (1 - b) * mu  #!"
    ),
    "SHP215 a part of the way": (
        "v = np.zeros(4)\nfor batch in rng.random((5, 12, 4)):\n    v = v + 0.1 * (np.sqrt(batch) - v)  #!"
    ),
    "SHP215 an attribute": (
        "class Norm:\n    def __init__(self, n):\n        self.mean = np.zeros((n, 1))\n    def update(self, X):\n"
        "        self.mean = 0.9 * self.mean + 0.1 * X.mean(axis=0, keepdims=True)  #!\nNorm(4).update(np.ones((4, 7)))"
    ),
    "SHP215 an item": (
        'state = {"v": np.zeros((4, 1))}\n'
        'state["v"] = np.add(0.9 * state["v"], 0.1 * np.ones((4, 7)).mean(axis=0, keepdims=True))  #!'
    ),
    "SHP215 a function that blends": (
        "def blend(old, new, a=0.1):\n    return (1 - a) * old + a * new\nv = np.zeros((4, 1))\n"
        "for _ in range(3):\n    v = blend(v, rng.random((1, 12)))  #!"
    ),
    "SHP215 no loop, with shares": "v = np.zeros((4, 1))\nv = 0.9 * v + 0.1 * rng.random((1, 12))  #!",
    "SHP215 in two steps": (
        "v = np.zeros((4, 1))\nfor _ in range(3):\n    v *= 0.9\n    v = v + 0.1 * rng.random((1, 12))  #!"
    ),
    "SHP215 the state of a filter": (
        "x, F, K = np.zeros((2, 1)), np.eye(2), np.ones((2, 2))\nfor z in rng.random((5, 2, 3)):\n"
        "    x = F @ x + K @ z  #!"
    ),
    "SHP215 a size with a name": (
        "def f(batches, n):\n    v = np.zeros((n, 1))\n    for batch in batches:\n"
        "        v = 0.9 * v + 0.1 * batch.mean(axis=0, keepdims=True)  #!\n    return v\n"
        "f([rng.random((4, 12)), rng.random((4, 12))], 4)"
    ),
    # Statistics of two axes
    "SHP216 columns centred, rows scaled": (
        "z = rng.random((7, 5))\nz = (z - z.mean(axis=0)) / z.std(axis=1, keepdims=True)  #!"
    ),
    "SHP216 statistics with names": (
        "z = rng.random((7, 5))\nmu, s = np.mean(z, -1, keepdims=True), np.std(z, 0)\nz = (z - mu) / (s + 1e-8)  #!"
    ),
    "SHP203 a square": "z = rng.random((5, 5))\nz = (z - z.mean(0)) / z.std(1)  #!",
    "SHP201 maxima over kept sums": "p = X.max(axis=1) / X.sum(axis=1, keepdims=True)  #!",
    "SHP201 maxima with names over kept sums": "s = np.sum(X, 1, keepdims=True)\nm = np.max(X, -1)  #!\np = m / s",
    # A row, a square and a column
    "SHP205 shares": "w, S = np.array([[0.2], [0.8]]), np.array([[1.0, 0.1], [0.1, 2.0]])\nv = w.T * S * w  #!",
    "SHP205 a covariance": "w, S = np.full((4, 1), 0.25), np.cov(X)\nv = np.abs(w.T * (S * w))  #!",
    "SHP205 weights of a mean": (
        "def risk(w, S, mu):\n    return w.T @ mu, np.sqrt(w.T * S * w)  #!\n"
        "risk(rng.random((4, 1)), rng.random((4, 4)), np.ones((4, 1)))"
    ),
    # Costs
    "SHP217 a sum along one axis": (
        "A, costs = rng.random((5, 9)), []\nfor i in range(3):\n    cost = -np.sum(Y * np.log(A), axis=1) / 9  #!\n"
        "    costs.append(cost)"
    ),
    "SHP217 a sum along one axis, printed": (
        "A, m = rng.random((5, 9)), 9\nfor i in range(3):\n    cost = (-1 / m) * np.sum(Y * np.log(A), axis=1)  #!\n"
        '    print(f"cost {i}: {cost}")'
    ),
    "SHP217 what a function gives": (
        "def compute_cost(A, Y):\n    m = Y.shape[1]\n    return np.sum((A - Y) ** 2, axis=0) / m  #!\n"
        'costs = []\nfor i in range(3):\n    cost = compute_cost(rng.random((5, 9)), Y)\n    print("cost", cost)\n'
        "    costs.append(cost)"
    ),
    "SHP217 no sum": "A = rng.random((5, 9))\nloss = -(Y * np.log(A)) / 9  #!\nprint(loss)",
    "SHP217 all pairs": "A, y = X[:1], np.ones((1, 9))\ncost = -np.dot(y.T, np.log(A)) / 9  #!\nprint(cost)",
    "SHP217 a mean along one axis": (
        "A, losses = rng.random((5, 9)), []\nfor i in range(3):\n    loss = ((A - Y) ** 2).mean(axis=1)  #!\n"
        "    losses.append(loss)"
    ),
    "SHP205 an inverse": "d, S = rng.random((3, 1)), np.diag([1.0, 2.0, 3.0])\nm = d.T * np.linalg.inv(S) * d  #!",
    "SHP205 a product that comes later": (
        "x, A = rng.random((3, 1)), rng.random((3, 3))\nq = x.T * A * x  #!\ng = A @ x"
    ),
    # Gradients
    "SHP202 a gradient that is one number": (
        "W, b = rng.random((5, 4)), np.zeros((5, 1))\nE = W @ X + b - Y\ndW = E @ X.T / 9\ndb = np.sum(E) / 9  #!\n"
        "W = W - 0.1 * dW\nb = b - 0.1 * db"
    ),
    "SHP202 a product element by element": (
        "def propagate(w, b, X, Y):\n    A = 1 / (1 + np.exp(-(w.T @ X + b)))\n    dw = X * (A - Y) / 9  #!\n"
        "    db = np.mean(A - Y)\n    return dw, db\npropagate(np.zeros((4, 1)), 0.0, X, np.ones((1, 9)))"
    ),
    "SHP202 a step by one number": (
        "def step(theta, X, y):\n    d_theta = np.sum(X @ theta - y) / 9  #!\n    return theta - 0.1 * d_theta\n"
        "step(np.zeros((4, 1)), X.T, np.ones((9, 1)))"
    ),
    "SHP202 keys that are written out": (
        'def back(params, A, Y):\n    W, b = params["W"], params["b"]\n    dZ = A - Y\n'
        '    return {"dW": dZ @ X.T / 9, "db": np.sum(dZ) / 9}  #!\n'
        'back({"W": np.zeros((5, 4)), "b": np.zeros((5, 1))}, np.ones((5, 9)), Y)'
    ),
    "SHP202 keys that are assigned": (
        'def back(W, b, A, Y):\n    grads = {}\n    dZ = A - Y\n    grads["dW"] = dZ @ X.T / 9\n'
        '    grads["db"] = dZ.mean()  #!\n    return grads\nback(np.ones((5, 4)), np.zeros((5, 1)), 2 * Y, Y)'
    ),
    "SHP202 attributes": (
        "class Layer:\n    def __init__(self):\n        self.W, self.b = rng.random((5, 4)), np.zeros((5, 1))\n"
        "    def backward(self, X, dZ):\n        self.dW = dZ @ X.T / 9\n        self.db = dZ.mean()  #!\n"
        "        return self.W.T @ dZ\nLayer().backward(X, Y)"
    ),
    "SHP202 other names, and steps in place": (
        "W, b = rng.random((5, 4)), np.zeros((5, 1))\nfor i in range(3):\n    E = W @ X + b - Y\n"
        "    W_grad = E @ X.T / 9\n    b_grad = E.sum() / 9  #!\n    W -= 0.1 * W_grad\n    b -= 0.1 * b_grad"
    ),
    "SHP202 g_": (
        "W, offset = rng.random((5, 4)), np.zeros((5, 1))\nfor i in range(3):\n    E = W @ X + offset - Y\n"
        "    g_offset = E.sum() / 9  #!\n    offset = offset - 0.1 * g_offset"
    ),
    "SHP202 a sum from 0 on": (
        "def back(W, b, X, Y):\n    dW, db = np.zeros(W.shape), 0\n    for i in range(9):\n"
        "        e = W @ X[:, i : i + 1] + b - Y[:, i : i + 1]\n        dW = dW + e @ X[:, i : i + 1].T\n"
        "        db = db + np.sum(e)  #!\n    return dW, db\nback(rng.random((5, 4)), np.zeros((5, 1)), X, Y)"
    ),
    "SHP202 a gradient with no other name": (
        "X, y, theta = rng.random((9, 4)), np.ones((9, 1)), np.zeros((4, 1))\nfor i in range(3):\n"
        "    grad = np.sum((X @ theta - y) * X) / 9  #!\n    theta = theta - 0.1 * grad"
    ),
    "SHP202 what is left of a product": (
        "def back(W, b, X, Y):\n    E = W @ X + b - Y\n    dW, db = E @ X.T, E.mean(axis=1)  #!\n    return dW, db\n"
        "back(rng.random((5, 4)), np.zeros((5, 1)), X, Y)"
    ),
    "SHP202 keys of all layers": (
        'params = {"W": rng.random((5, 4)), "b": np.zeros((5, 1))}\ndef back(params):\n    grads = {}\n'
        '    E = params["W"] @ X + params["b"] - Y\n    grads["dW"] = E @ X.T / 9\n    grads["db"] = E.mean()  #!\n'
        "    return grads\nfor _ in range(3):\n    grads = back(params)\n    for key in params:\n"
        '        params[key] = params[key] - 0.1 * grads["d" + key]'
    ),
    "SHP202 under another name": (
        "def slope(b, E):\n    db = E.mean()  #!\n    return db\nb = np.zeros((5, 1))\nfor _ in range(3):\n"
        "    E = rng.random((5, 9)) + b - Y\n    b = b - 0.1 * slope(b, E)"
    ),
    "SHP202 the sum along the other axis": (
        "def back(W, b, X, dZ):\n    dW = dZ @ X.T\n    db = np.sum(dZ, axis=0)  #!\n    return dW, db\n"
        "back(np.zeros((5, 4)), np.zeros((5, 1)), X, Y)"
    ),
}

RIGHT = {
    "scores in one row": "s = np.zeros(0)\nfor i in range(3):\n    s = np.append(s, i)",
    "rows along an axis": "x = np.zeros((1, 2))\nfor i in range(3):\n    x = np.append(x, np.ones((1, 2)), axis=0)",
    "a row that is given its axes again": (
        "x = np.zeros((1, 2))\nfor i in range(3):\n    x = np.append(x, [i, i])\nx = x.reshape(-1, 2)"
    ),
    "all elements under another name": "x = np.ones((3, 2))\nflat = np.append(x, 5)",
    "a number behind all elements": "x = np.ones((3, 2))\nx = np.append(x, 5)",
    "distances along an axis": "C, x = rng.random((4, 2)), np.ones(2)\ni = np.argmin(np.linalg.norm(C - x, axis=1))",
    "distances in a list": "C, x = rng.random((4, 2)), np.ones(2)\ni = np.argmin([np.linalg.norm(c - x) for c in C])",
    "the greatest of a row of one": "p = np.ones((1, 1))\ni = np.argmax(p)",
    "the greatest along one output": "p = rng.random((5, 1))\ni = np.argmax(p, axis=1)",
    "neighbours": "x = rng.random(5)\nd = [b - a for a, b in zip(x, x[1:])]",
    "neighbours, without the first": "x = rng.random(5)\nd = [b - a for a, b in zip(x[:-1], x)]",
    "places between": "x = rng.random(5)\nd = np.diff(x)\np = [a / b for a, b in zip(d, x)]",
    "edges of a histogram": "n, edges = np.histogram(rng.random(30), bins=5)\np = list(zip(edges, n))",
    "edges that are made": "edges, n = np.linspace(0, 1, 6), np.ones(5)\np = list(zip(edges, n))",
    "more colours than rows": 'for c, row in zip("rgbcmyk", np.ones((3, 2))):\n    print(c, row)',
    "more names than rows": 'names = ["a", "b", "c", "d"]\nfor c, row in zip(names, np.ones((3, 2))):\n    print(c)',
    "the first rows": "for i, row in zip(range(3), np.ones((9, 2))):\n    print(i, row)",
    "the first rows by a slice": "x, y = rng.random(9), rng.random(3)\nfor a, b in zip(x[:5], y):\n    print(a, b)",
    "a few of many": "for a, row in zip((0.2, 1.0), rng.random((100, 3))):\n    print(a, row)",
    "on purpose": "for a, b in zip(np.ones(4), np.ones(3), strict=False):\n    print(a, b)",
    "a list that grows": "x, s = rng.random(3), []\nfor i in range(2):\n    s.append(i)\n    p = list(zip(s, x))",
    "one value twice": "x = rng.random((5, 3))\nd = [a + b for a, b in zip(x, x.T[0])]",
    "a mean of numbers": "v = 0.0\nfor x in rng.random(5):\n    v = 0.9 * v + 0.1 * x",
    "a mean that starts with one element": "v = np.zeros(1)\nfor x in rng.random((5, 3)):\n    v = 0.9 * v + 0.1 * x",
    "a mean of rows": "v = np.zeros((4, 1))\nfor x in rng.random((5, 4, 1)):\n    v = 0.9 * v + 0.1 * x",
    "many paths of a state": (
        "x = np.zeros((2, 1))\nfor _ in range(5):\n    x = 0.9 * x + 0.1 * rng.standard_normal((2, 100))"
    ),
    "a new axis in the sum": "x = np.ones((4, 1))\nfor _ in range(2):\n    x = 0.5 * x + rng.random(3)[None, :]",
    "a table of two variables": "x, y = np.ones((4, 1)), np.ones((1, 3))\nz = 2 * x + 3 * y",
    "a standardised column": "z = (X - X.mean(axis=0)) / X.std(axis=0)\nq = z / z.std(axis=1, keepdims=True)",
    "a matrix that is centred both ways": "D = X - X.mean(axis=0) - X.mean(axis=1, keepdims=True) + X.mean()",
    "what is expected of a table": "E = X.sum(axis=0) * X.sum(axis=1, keepdims=True) / X.sum()",
    "degrees of a graph": "A = rng.random((5, 5))\nbalance = (A.sum(axis=0) - A.sum(axis=1)) / A.sum()",
    "a covariance of deviations": "s, R = X.std(axis=1, keepdims=True), np.corrcoef(X)\nS = s.T * R * s",
    "a covariance that is written out": (
        "s, R = np.array([[0.2], [0.3]]), np.array([[1.0, 0.1], [0.1, 1.0]])\nS = s.T * R * s"
    ),
    "a sum of all products": "w, S = np.full((4, 1), 0.25), np.cov(X)\nv = (w.T * S * w).sum()",
    "a graph that is normalised": (
        "A = rng.random((5, 5))\nd = 1 / np.sqrt(A.sum(axis=1, keepdims=True))\nL = np.eye(5) - d.T * A * d"
    ),
    "the losses of all examples": (
        "A, losses = rng.random((5, 9)), []\nfor i in range(3):\n    loss = ((A - Y) ** 2).mean(axis=0)\n"
        "    losses.append(loss)\nprint(np.mean(losses))"
    ),
    "the loss of each example, printed": "A = rng.random((5, 9))\nloss = -np.sum(Y * np.log(A), axis=0)\nprint(loss)",
    "the mean loss of each output, printed": "loss = ((X - 1) ** 2).mean(axis=1)\nprint(loss)",
    "a cost that is one number in two axes": (
        "A, y = rng.random((1, 9)), np.ones((1, 9))\ncost = -np.dot(y, np.log(A).T) / 9\nprint(cost)"
    ),
    "a loss that is summed up later": (
        "A = rng.random((5, 9))\nloss = -np.sum(Y * np.log(A), axis=1) / 9\nprint(loss)\nprint(loss.sum())"
    ),
    "distances": "def f(Z, c):\n    dZ = np.sqrt(((Z - c) ** 2).sum(axis=1))\n    return dZ\nf(X, np.ones((1, 9)))",
    "a number that is subtracted under another name": (
        "def shift(x, y):\n    dx = np.mean(x - y)\n    return dx\nx = rng.random(5)\nx = x - shift(x, np.ones(5))"
    ),
    "the class of an example that is given": "p = np.ones((5, 1))\ni = p.argmax(axis=1)",
    "shares of a column": "p = X[:, :1]\nq = p / p.sum(axis=1, keepdims=True)",
    "a picture": "x = rng.random((1, 28, 28, 1))\ny = x.squeeze()",
    "a cost of one number": "n = 1\nc = np.squeeze(np.ones((n, 9)) @ np.ones((9, 1)))",
    "a step between places": "x = np.linspace(0, 1, 5)\ndx = np.mean(np.diff(x))\nx = x - 0.5 * dx",
    "a range": "x, y = rng.random(5), rng.random(6)\ndx, dy = (x.max() - x.min()) / 5, (y.max() - y.min()) / 5",
    "a shift of all points": "x, other = rng.random(5), rng.random(5)\ndx = np.mean(x - other)\nx = x - dx",
    "a step of time": "t, u = np.linspace(0, 1, 5), rng.random(7)\ndt = 0.1 * np.min(1 / u)\nt = t + dt",
    "a bias of one number": (
        "w, b = rng.random((4, 1)), np.zeros((1, 1))\nE = w.T @ X + b - np.ones((1, 9))\ndw = X @ E.T / 9\n"
        "db = np.sum(E) / 9\nw = w - 0.1 * dw\nb = b - 0.1 * db"
    ),
    "what is left of a table and its margins": (
        "O = rng.random((4, 4)) + 1\nE = O.sum(axis=1, keepdims=True) * O.sum(axis=0) / O.sum()\n"
        "chi2 = ((O - E) ** 2 / E).sum()"
    ),
    "returns less the market's, over ranges": (
        "r = rng.random((6, 6))\nz = (r - r.mean(axis=1, keepdims=True)) / (r.max(axis=0) - r.min(axis=0) + 1)"
    ),
    "a matrix that is scaled on both sides": (
        "sd = np.array([[0.1], [0.2], [0.3], [0.4]])\ncov = sd * np.corrcoef(rng.random((4, 9))) * sd.T"
    ),
    "more widths than lines": (
        "widths = [1, 2, 3, 4, 5]\nfor w, line in zip(widths, np.ones((4, 2))):\n    print(w, line)"
    ),
    "gradients that are right": (
        "def back(W, b, X, Y):\n    E = W @ X + b - Y\n    dW, db = E @ X.T / 9, np.sum(E, axis=1, keepdims=True) / 9\n"
        "    return dW, db\nback(rng.random((5, 4)), np.zeros((5, 1)), X, Y)"
    ),
    "gradients of each example": (
        "def back(w, X, e):\n    dw = X * e\n    w = w - 0.1 * dw.mean(axis=1, keepdims=True)\n    return w\n"
        "back(np.zeros((4, 1)), X, np.ones((1, 9)))"
    ),
}


def _run(program: str) -> None:
    exec(compile(program, "<program>", "exec"), {"__name__": "__main__", "np": np})


@pytest.mark.parametrize("program", WRONG.values(), ids=WRONG)
def test_numpy_says_nothing_of_the_faults(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(HEAD + DATA + program)
    capsys.readouterr()


@pytest.mark.parametrize("name", WRONG)
def test_each_fault_is_one_finding_where_it_is_made(name: str) -> None:
    program = HEAD + DATA + WRONG[name]
    line = next(number for number, text in enumerate(program.splitlines(), 1) if "#!" in text)
    assert [(finding.code, finding.line) for finding in lint_source(program, settings=EVERY)] == [
        (name.split(maxsplit=1)[0], line)
    ]


@pytest.mark.parametrize("program", RIGHT.values(), ids=RIGHT)
def test_nothing_is_said_of_what_is_meant(program: str, capsys: pytest.CaptureFixture[str]) -> None:
    _run(HEAD + DATA + program)
    capsys.readouterr()
    assert [(finding.code, finding.line) for finding in lint_source(HEAD + DATA + program)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SHP212 a route that grows", "`np.append(x, np.ones((1, 2)), axis=0)` fits, and its shape is (2, 2)"),
        ("SHP212 a row that is a list", "`np.append(x, [[3, 4]], axis=0)` fits, and its shape is (2, 2)"),
        ("SHP212 a column of ones", "`np.append(X, np.ones((n, 1)), axis=1)` fits, and its shape is (n, k+1)"),
        ("SHP212 a row that is deleted", "`np.delete(x, 0, axis=0)` fits, and its shape is (3, 3)"),
        ("SHP202 a gradient that is one number", "`np.sum(E, axis=1, keepdims=True)` fits, and its shape is (5, 1)"),
        ("SHP202 a product element by element", "`X @ (A - Y).T` fits, and its shape is (4, 1)"),
    ],
)
def test_a_help_has_the_call_that_numpy_takes(name: str, text: str) -> None:
    (finding,) = lint_source(HEAD + DATA + WRONG[name], settings=EVERY)
    assert finding.help == text


@pytest.mark.parametrize(
    ("help_of", "given"),
    [
        ("np.append(x, [[3, 4]], axis=0)", {"x": np.zeros((1, 2))}),
        ("np.delete(x, 0, axis=0)", {"x": np.ones((4, 3))}),
        ("np.sum(E, axis=1, keepdims=True)", {"E": np.ones((5, 9))}),
    ],
)
def test_what_a_help_says_is_what_numpy_gives(help_of: str, given: dict[str, np.ndarray]) -> None:
    texts = [finding.help or "" for name in WRONG for finding in lint_source(HEAD + DATA + WRONG[name], settings=EVERY)]
    (text,) = {text for text in texts if text.startswith(f"`{help_of}`")}
    found = re.search(r"shape is (\(.*\))$", text)
    assert found is not None
    assert str(eval(help_of, {"np": np, **given}).shape) == found[1]
