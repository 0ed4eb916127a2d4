import numpy as np

rng = np.random.default_rng(21)
X = rng.normal(size=(2, 9))
Y = (X.sum(axis=0, keepdims=True) > 0).astype(float)
w, b = np.zeros((2, 1)), 0.0
A = 1 / (1 + np.exp(-(w.T @ X + b)))
dw = X * (A - Y) / 9
db = np.sum(A - Y) / 9
w = w - 0.5 * dw
b = b - 0.5 * db
print(w, b)
