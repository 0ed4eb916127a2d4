import numpy as np


class BatchNorm:
    def __init__(self, n):
        self.mean, self.var = np.zeros((n, 1)), np.ones((n, 1))

    def train(self, Z):
        mu, var = Z.mean(axis=1, keepdims=True), Z.var(axis=1, keepdims=True)
        self.mean = 0.9 * self.mean + 0.1 * mu
        self.var = 0.9 * self.var + 0.1 * var


rng = np.random.default_rng(334)
norm = BatchNorm(4)
for _ in range(3):
    norm.train(rng.normal(1, 2, size=(4, 20)))
mean, var = norm.mean, norm.var
print(mean, var)
