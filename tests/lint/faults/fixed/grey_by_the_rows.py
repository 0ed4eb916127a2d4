import numpy as np

rng = np.random.default_rng(66)
photo = rng.integers(0, 256, size=(10, 12, 3)) / 255
grey = photo.mean(axis=2)
dark = (grey < 0.4).sum()
print(grey, dark)
