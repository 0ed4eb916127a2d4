import numpy as np

rng = np.random.default_rng(219)
picture = rng.random((8, 8))
scaled = picture / picture.max(axis=1)
print(scaled)
