import numpy as np


def propagate(w, b, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(w.T @ X + b)))
    return X @ (A - Y).T / m, float((A - Y).mean())


rng = np.random.default_rng(302)
X, Y = rng.normal(size=(4, 9)), rng.integers(0, 2, size=(1, 9))
w, b = np.zeros((4, 1)), 0.0
for _ in range(3):
    dw, db = propagate(w, b, Y, X)
    w, b = w - 0.3 * dw, b - 0.3 * db
print(w, b)
