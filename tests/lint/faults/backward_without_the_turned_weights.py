import numpy as np

rng = np.random.default_rng(8)
X, Y = rng.normal(size=(3, 10)), rng.normal(size=(2, 10))
W1, W2 = rng.normal(size=(5, 3)), rng.normal(size=(2, 5))
Z1 = W1 @ X
A1 = np.maximum(Z1, 0)
dZ2 = W2 @ A1 - Y
dW2 = dZ2 @ A1.T / 10
dZ1 = np.dot(W2, dZ2) * (Z1 > 0)
dW1 = dZ1 @ X.T / 10
print(dW1, dW2)
