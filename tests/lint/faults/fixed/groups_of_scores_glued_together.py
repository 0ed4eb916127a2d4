import numpy as np

rng = np.random.default_rng(42)
group = rng.integers(0, 3, size=24)
scores = rng.normal(size=(24, 4))
means = np.vstack([scores[group == g].mean(axis=0) for g in range(3)])
best = means.max(axis=0)
print(means, best)
