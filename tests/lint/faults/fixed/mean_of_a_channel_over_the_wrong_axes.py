import numpy as np

rng = np.random.default_rng(249)
photos = rng.random((5, 6, 7, 3))
mean = photos.mean(axis=(0, 1, 2))
std = photos.std(axis=(0, 1, 2))
scaled = (photos - mean) / std
print(scaled)
