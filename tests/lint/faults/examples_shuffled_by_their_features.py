import numpy as np

rng = np.random.default_rng(233)
X, Y = rng.normal(size=(12, 7)), rng.normal(size=(1, 7))
order = rng.permutation(X.shape[0])
X, Y = X[:, order], Y[:, order]
first = X[:, :2]
print(first, Y)
