import numpy as np

rng = np.random.default_rng(62)
turn = rng.normal(size=(4, 3, 3))
points = rng.normal(size=(4, 3, 5))
seen = np.einsum("bij,bjk->bik", turn, points)
depth = seen[..., 2, :]
print(seen, depth)
