import numpy as np

rng = np.random.default_rng(212)
X = rng.normal(size=(3, 15))
Y = (X[:1] > 0).astype(float)
w, costs = np.zeros((3, 1)), []
for _ in range(4):
    A = 1 / (1 + np.exp(-w.T @ X))
    cost = -(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum() / 15
    costs.append(cost)
    w = w - 0.5 * X @ (A - Y).T / 15
costs = np.array(costs)
print(costs, w)
