import numpy as np

rng = np.random.default_rng(232)
X, Y = rng.normal(size=(3, 20)), rng.integers(0, 2, size=(1, 20))
w, b = np.zeros((3, 1)), 0.0
for start in range(0, 20, 5):
    batch_X = X[:, start : start + 5]
    batch_Y = Y[:, start : start + 5]
    A = 1 / (1 + np.exp(-(w.T @ batch_X + b)))
    w = w - 0.1 * batch_X @ (A - batch_Y).T / 5
print(w)
