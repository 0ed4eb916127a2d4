import numpy as np


def cost_of(A, Y):
    m = Y.shape[1]
    logs = np.dot(Y, np.log(A).T) + np.dot(1 - Y, np.log(1 - A).T)
    return -np.squeeze(logs) / m


rng = np.random.default_rng(23)
A = rng.uniform(0.1, 0.9, size=(1, 8))
Y = rng.integers(0, 2, size=(1, 8))
cost = cost_of(A, Y)
print(cost)
