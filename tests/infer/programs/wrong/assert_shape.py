# wrong: line 9 AssertionError
import numpy as np


def propagate(w, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-np.dot(w.T, X)))  #: A (1, 29)
    dw = np.dot(A - Y, X.T) / m  #: dw (1, 7)
    assert dw.shape == w.shape  #! error SHP112; raises AssertionError
    return dw


w = np.zeros((7, 1))  #: w (7, 1)
X = np.random.randn(7, 29)  #: X (7, 29)
Y = np.random.randint(0, 2, (1, 29))  #: Y (1, 29)
dw = propagate(w, X, Y)  #: dw (1, 7) is never
print(dw)
