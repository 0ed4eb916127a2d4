# wrong: line 23 ValueError
import numpy as np

np.random.seed(0)
sizes = [11, 7, 5, 2]
X = np.random.randn(11, 19)
Y = np.random.rand(2, 19)
W = {l: np.random.randn(sizes[l], sizes[l - 1]) for l in range(1, 4)}
b = {l: np.zeros((sizes[l], 1)) for l in range(1, 4)}

A = {0: X}
Z = {}
for l in range(1, 4):
    Z[l] = W[l] @ A[l - 1] + b[l]
    A[l] = np.tanh(Z[l])

m = X.shape[1]
dZ = A[3] - Y
for l in (3, 2, 1):
    dW = dZ @ X.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    dZ = (W[l].T @ dZ) * (1 - A[l - 1] ** 2)
    W[l] -= 0.1 * dW
    b[l] -= 0.1 * db
