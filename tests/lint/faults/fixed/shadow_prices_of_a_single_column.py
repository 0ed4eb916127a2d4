import numpy as np

rng = np.random.default_rng(97)
A = rng.normal(size=(4, 4)) + 4 * np.eye(4)
demand = rng.random((4, 1))
stock = np.array([0.5, 1.0, 1.5, 2.0])
output = np.linalg.solve(A, demand)[:, 0]
short = np.maximum(stock - output, 0)
cost = short.sum()
print(cost)
