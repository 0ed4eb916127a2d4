# wrong: line 15 ValueError
import numpy as np


def initialize(n_x, n_h, n_y):
    return {
        "W1": np.random.randn(n_h, n_x) * 0.01,
        "b1": np.zeros((n_h, 1)),
        "W2": np.random.randn(n_y, n_h) * 0.01,
        "b2": np.zeros((n_y, 1)),
    }


def forward(X, p):
    Z1 = np.dot(X, p["W1"]) + p["b1"]  #! error SHP101; raises ValueError
    A1 = np.tanh(Z1)
    Z2 = np.dot(p["W2"], A1) + p["b2"]
    return 1 / (1 + np.exp(-Z2))


X = np.random.randn(3, 17)  #: X (3, 17)
params = initialize(3, 5, 1)
Y_hat = forward(X, params)
print(Y_hat.shape)
