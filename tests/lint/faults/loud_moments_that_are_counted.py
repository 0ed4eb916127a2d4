import numpy as np

rng = np.random.default_rng(61)
level = rng.uniform(0, 1, size=40)
loud = len(np.where(level > 0.8))
share = loud / len(level)
print(loud, share)
