import numpy as np

rng = np.random.default_rng(64)
photo = rng.random((8, 6, 3))
inside = np.zeros((8, 6))
inside[2:6, 1:4] = 1.0
shown = photo * inside
print(shown)
