# wrong: line 16 ValueError
import numpy as np

np.random.seed(3)
W = np.random.randn(13, 5)
b = np.zeros(5)
X = np.random.randn(31, 13)
T = np.random.randn(31, 5)
lr = 0.01
for epoch in range(10):
    Y = X @ W + b
    dY = (Y - T) / len(X)
    dW = X.T @ dY
    db = dY.sum(axis=1)
    W -= lr * dW
    b -= lr * db
