# wrong: line 9 AssertionError
import numpy as np


def propagate(w, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-np.dot(w.T, X)))
    dw = np.dot(A - Y, X.T) / m
    assert dw.shape == w.shape
    return dw


w = np.zeros((7, 1))
X = np.random.randn(7, 29)
Y = np.random.randint(0, 2, (1, 29))
dw = propagate(w, X, Y)
print(dw)
