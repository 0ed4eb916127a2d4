import numpy as np

rng = np.random.default_rng(245)
counts, edges = np.histogram(rng.normal(size=200), bins=10)
mean = (edges * counts).sum() / counts.sum()
print(mean)
