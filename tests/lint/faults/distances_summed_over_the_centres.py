import numpy as np

rng = np.random.default_rng(82)
stars, centres = rng.random((14, 3)), rng.random((4, 3))
gaps = stars[:, None, :] - centres[None, :, :]
squared = (gaps**2).sum(axis=1)
owner = squared.argmin(axis=1)
print(squared, owner)
