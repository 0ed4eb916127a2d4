import numpy as np

rng = np.random.default_rng(39)
ratings = rng.integers(1, 6, size=(8, 5)).astype(float)
centred = ratings - ratings.mean(axis=1)
likeness = centred @ centred.T
print(likeness)
