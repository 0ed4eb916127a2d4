# silent: line 15
import numpy as np

np.random.seed(0)
X = np.random.randn(5, 7)  #: X (5, 7)
Y = np.random.rand(7, 7)  #: Y (7, 7)
W = np.random.randn(7, 5) * 0.1  #: W (7, 5)
b = np.zeros((7, 1))  #: b (7, 1)
for _ in range(3):
    A = np.tanh(W @ X + b)  #: A (7, 7)
    dZ = (A - Y) * (1 - A**2)  #: dZ (7, 7)
    dW = dZ @ X.T / 7  #: dW (7, 5)
    db = dZ.sum(axis=1) / 7  #: db (7,)  #! warning SHP202
    W = W - 0.1 * dW  #: W (7, 5)
    b = b - 0.1 * db  #: b (7, 7)
print(b.shape)
