import numpy as np


class Dense:
    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(size=(n_in, n_out))
        self.b = np.zeros(n_out)

    def __call__(self, x):
        return np.maximum(0, x @ self.W.T + self.b)


rng = np.random.default_rng(15)
net = [Dense(6, 4, rng), Dense(4, 3, rng)]
x = rng.normal(size=(5, 6))
for layer in net:
    x = layer(x)
print(x)
