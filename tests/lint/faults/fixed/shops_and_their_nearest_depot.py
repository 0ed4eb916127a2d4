import numpy as np

rng = np.random.default_rng(81)
shops, depots = rng.random((9, 2)), rng.random((4, 2))
gaps = shops[:, None] - depots
far = np.sqrt((gaps**2).sum(axis=-1))
nearest = far.argmin(axis=-1)
print(far, nearest)
