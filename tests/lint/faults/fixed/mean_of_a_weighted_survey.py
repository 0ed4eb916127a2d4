import numpy as np

rng = np.random.default_rng(209)
weights = rng.uniform(0.5, 2, size=(20, 1))
answers = rng.integers(1, 6, size=20)
mean = (weights[:, 0] * answers).sum() / weights.sum()
print(mean)
