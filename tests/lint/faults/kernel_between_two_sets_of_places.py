import numpy as np

rng = np.random.default_rng(100)
old, new = rng.random((8, 2)), rng.random((8, 2))
gap2 = ((old - new) ** 2).sum(axis=1)
kernel = np.exp(-gap2 / 0.1)
print(kernel)
