# wrong: line 16 ValueError
import numpy as np

np.random.seed(3)
W = np.random.randn(13, 5)  #: W (13, 5)
b = np.zeros(5)  #: b (5,)
X = np.random.randn(31, 13)  #: X (31, 13)
T = np.random.randn(31, 5)  #: T (31, 5)
lr = 0.01
for epoch in range(10):
    Y = X @ W + b  #: Y (31, 5)
    dY = (Y - T) / len(X)  #: dY (31, 5)
    dW = X.T @ dY  #: dW (13, 5)
    db = dY.sum(axis=1)  #: db (31,)
    W -= lr * dW  #: W (13, 5)
    b -= lr * db  #: b (5,) is never  #! error SHP111; raises ValueError
