import numpy as np

rng = np.random.default_rng(99)
spots, trust = rng.normal(size=(50, 2)), rng.random(50)
trust = trust / trust.sum()
centre = (trust[:, None] * spots).sum(axis=0)
spread = ((spots - centre) ** 2).mean()
print(centre, spread)
