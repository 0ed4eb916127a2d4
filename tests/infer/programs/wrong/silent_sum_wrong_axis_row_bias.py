# silent: line 15
import numpy as np

rng = np.random.default_rng(0)
X = rng.normal(size=(11, 3))  #: X (11, 3)
T = rng.normal(size=(11, 5))  #: T (11, 5)
W = rng.normal(size=(3, 5))  #: W (3, 5)
b = np.zeros((1, 5))  #: b (1, 5)
for epoch in range(3):
    Y = X @ W + b  #: Y (11, 5)
    dY = (Y - T) / 11  #: dY (11, 5)
    dW = X.T @ dY  #: dW (3, 5)
    db = dY.sum(axis=1, keepdims=True)  #: db (11, 1)
    W = W - 0.1 * dW  #: W (3, 5)
    b = b - 0.1 * db  #: b (11, 5)  #! warning SHP202
print(b.shape)
