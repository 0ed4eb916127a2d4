# silent: line 15
import numpy as np


def train(X, Y, n_h=5, steps=4):
    n_x, m = X.shape
    params = {"W1": np.random.randn(n_h, n_x), "b1": np.zeros((n_h, 1)), "W2": np.random.randn(1, n_h), "b2": np.zeros((1, 1))}
    for _ in range(steps):
        A1 = np.tanh(params["W1"] @ X + params["b1"])  #: A1 (5, 13)
        A2 = params["W2"] @ A1 + params["b2"]  #: A2 (1, 13)
        dZ2 = A2 - Y  #: dZ2 (1, 13)
        dZ1 = params["W2"].T @ dZ2 * (1 - A1**2)  #: dZ1 (5, 13)
        grads = {"W2": dZ2 @ A1.T / m, "b2": dZ2.sum(axis=1, keepdims=True) / m, "W1": dZ1 @ X.T / m, "b1": dZ1 / m}
        for k in params:
            params[k] = params[k] - 0.01 * grads[k]  #: params['W1'] (5, 3); params['W2'] (1, 5); params['b1'] (5, 13); params['b2'] (1, 1)  #! warning SHP202
    return params


params = train(np.random.randn(3, 13), np.random.randn(1, 13))
print(params["b1"].shape)
