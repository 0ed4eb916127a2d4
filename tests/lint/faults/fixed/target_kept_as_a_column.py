import numpy as np

rng = np.random.default_rng(201)
table = rng.normal(size=(14, 4))
X, y = table[:, :3], table[:, 3]
w = np.array([0.5, -0.2, 0.1])
mse = np.mean((X @ w - y) ** 2)
print(mse)
