import numpy as np

rng = np.random.default_rng(207)
points = np.concatenate([rng.normal(0, 1, size=(10, 2)), rng.normal(6, 1, size=(12, 2))])
centres = points[[0, -1]]
for _ in range(3):
    owner = ((points[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    for k in range(2):
        centres[k] = points[owner == k].mean(axis=0)
print(centres)
