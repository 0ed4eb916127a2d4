import numpy as np

rng = np.random.default_rng(330)
points = np.concatenate([rng.normal(0, 0.3, size=(8, 2)), rng.normal(3, 0.3, size=(8, 2))])
spot = np.array([2.0, 2.5])
for _ in range(5):
    weight = np.exp(-((points - spot) ** 2).sum(axis=1))
    spot = (weight[:, None] * points).sum(axis=0) / weight.sum()
print(spot)
