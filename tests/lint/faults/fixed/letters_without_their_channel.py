import numpy as np

rng = np.random.default_rng(73)
letters = rng.random((10, 8, 8, 3))
flat = letters.reshape(10, 8 * 8 * 3)
scores = flat.mean(axis=1)
print(scores)
