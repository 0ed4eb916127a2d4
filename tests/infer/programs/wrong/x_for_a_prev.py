# wrong: line 23 ValueError
import numpy as np

np.random.seed(0)
sizes = [11, 7, 5, 2]
X = np.random.randn(11, 19)  #: X (11, 19)
Y = np.random.rand(2, 19)  #: Y (2, 19)
W = {l: np.random.randn(sizes[l], sizes[l - 1]) for l in range(1, 4)}
b = {l: np.zeros((sizes[l], 1)) for l in range(1, 4)}

A = {0: X}
Z = {}
for l in range(1, 4):
    Z[l] = W[l] @ A[l - 1] + b[l]  #: Z[1] (7, 19); Z[2] (5, 19); Z[3] (2, 19)
    A[l] = np.tanh(Z[l])  #: A[1] (7, 19); A[2] (5, 19); A[3] (2, 19)

m = X.shape[1]
dZ = A[3] - Y  #: dZ (2, 19)
for l in (3, 2, 1):
    dW = dZ @ X.T / m  #: dW (2, 11) | (5, 11) | (7, 11) is (2, 11)
    db = dZ.sum(axis=1, keepdims=True) / m  #: db (2, 1) | (5, 1) | (7, 1) is (2, 1)
    dZ = (W[l].T @ dZ) * (1 - A[l - 1] ** 2)  #: dZ (5, 19) | (7, 19) | (11, 19) is (5, 19)
    W[l] -= 0.1 * dW  #: W[1] (7, 11) is never; W[2] (5, 7) is never; W[3] (2, 5) is never  #! error SHP111; raises ValueError
    b[l] -= 0.1 * db  #: b[1] (7, 1) is never; b[2] (5, 1) is never; b[3] (2, 1) is never
