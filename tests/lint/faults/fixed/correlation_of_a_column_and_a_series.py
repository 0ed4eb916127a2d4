import numpy as np

rng = np.random.default_rng(211)
rain = rng.gamma(2, 3, size=(24, 1))
river = 3 * rain[:, 0] + rng.normal(size=24)
a, b = rain - rain.mean(), river - river.mean()
r = (a[:, 0] * b).sum() / np.sqrt((a**2).sum() * (b**2).sum())
print(r)
