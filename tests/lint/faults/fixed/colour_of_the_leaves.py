import numpy as np

rng = np.random.default_rng(68)
photo = rng.random((9, 7, 3))
leaves = photo[:, :, 1] > 0.5
colour = photo[leaves].mean(axis=0)
gap = np.abs(photo - colour).sum(axis=-1)
print(colour, gap)
