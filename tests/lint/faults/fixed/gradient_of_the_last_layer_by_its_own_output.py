import numpy as np


def gradients(A1, A2, Y):
    m = Y.shape[1]
    dZ2 = A2 - Y
    dW2 = np.dot(dZ2, A1.T) / m
    db2 = np.sum(dZ2, axis=1, keepdims=True) / m
    return dW2, db2


rng = np.random.default_rng(9)
X, Y = rng.normal(size=(4, 13)), rng.normal(size=(3, 13))
W1, W2, b2 = rng.normal(size=(5, 4)), rng.normal(size=(3, 5)), np.zeros((3, 1))
for _ in range(4):
    A1 = np.tanh(W1 @ X)
    dW2, db2 = gradients(A1, W2 @ A1 + b2, Y)
    W2 = W2 - 0.05 * dW2
    b2 = b2 - 0.05 * db2
print(W2, b2)
