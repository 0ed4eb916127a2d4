# wrong: line 10 ValueError
import numpy as np


def linear_backward(dZ, cache):
    A_prev, W, b = cache  #: A_prev (5, 17); W (3, 5); b (3, 1)
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m  #: dW (3, 5)
    db = np.sum(dZ, axis=1, keepdims=True) / m  #: db (3, 1)
    dA_prev = np.dot(W, dZ)  #! error SHP101; raises ValueError
    return dA_prev, dW, db


A_prev = np.random.randn(5, 17)  #: A_prev (5, 17)
W = np.random.randn(3, 5)  #: W (3, 5)
b = np.zeros((3, 1))  #: b (3, 1)
Z = W @ A_prev + b  #: Z (3, 17)
dA_prev, dW, db = linear_backward(Z - 1, (A_prev, W, b))  #: dW (3, 5) is never; db (3, 1) is never
print(dA_prev.shape, dW.shape, db.shape)
