import numpy as np

rng = np.random.default_rng(204)
X = rng.normal(size=(9, 3))
labels = np.where(X[:, 0] > 0, 1, -1)
w = np.zeros((3, 1))
for x, label in zip(X, labels):
    if label * (x @ w).sum() <= 0:
        w = w + label * x[:, None]
print(w)
