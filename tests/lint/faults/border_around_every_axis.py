import numpy as np

rng = np.random.default_rng(235)
batch = rng.random((2, 5, 5, 3))
padded = np.pad(batch, 1)
kernel = rng.normal(size=(3, 3, 3))
out = np.zeros((2, 5, 5))
for i in range(5):
    for j in range(5):
        out[:, i, j] = (padded[:, i : i + 3, j : j + 3, :] * kernel).sum(axis=(1, 2, 3))
print(out)
