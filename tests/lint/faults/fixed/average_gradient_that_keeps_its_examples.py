import numpy as np


def gradient(x, y, w):
    return (x @ w - y) * x


rng = np.random.default_rng(328)
X, w = rng.normal(size=(7, 3)), np.zeros(3)
y = X @ np.array([1.0, -1.0, 0.5])
each = np.array([gradient(X[i], y[i], w) for i in range(7)])
step = np.mean(each, axis=0)
w = w - 0.2 * step
print(w)
