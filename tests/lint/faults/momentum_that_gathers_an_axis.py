import numpy as np

rng = np.random.default_rng(27)
W, b = rng.normal(size=(3, 4)), np.zeros((3, 1))
v_b = np.zeros((3, 1))
X, Y = rng.normal(size=(4, 3)), rng.normal(size=(3, 3))
for _ in range(6):
    dZ = (W @ X + b - Y) / 3
    grad_b = dZ.sum(axis=1)
    v_b = 0.9 * v_b + 0.1 * grad_b
    W = W - 0.2 * dZ @ X.T
    b = b - 0.2 * v_b
print(W, b)
