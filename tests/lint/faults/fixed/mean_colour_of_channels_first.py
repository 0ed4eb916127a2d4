import numpy as np

rng = np.random.default_rng(65)
photo = rng.random((7, 9, 3))
mean = photo.mean(axis=(0, 1))
planes = photo.transpose(2, 0, 1)
centred = planes - mean[:, None, None]
print(centred)
