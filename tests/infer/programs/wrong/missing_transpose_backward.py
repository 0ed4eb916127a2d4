# wrong: line 10 ValueError
import numpy as np


def linear_backward(dZ, cache):
    A_prev, W, b = cache
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W, dZ)
    return dA_prev, dW, db


A_prev = np.random.randn(5, 17)
W = np.random.randn(3, 5)
b = np.zeros((3, 1))
Z = W @ A_prev + b
dA_prev, dW, db = linear_backward(Z - 1, (A_prev, W, b))
print(dA_prev.shape, dW.shape, db.shape)
