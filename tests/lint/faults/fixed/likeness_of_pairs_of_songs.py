import numpy as np

rng = np.random.default_rng(220)
mine, yours = rng.random((7, 5)), rng.random((7, 5))
dots = (mine * yours).sum(axis=1)
lengths = np.linalg.norm(mine, axis=1) * np.linalg.norm(yours, axis=1)
likeness = dots / lengths
print(likeness)
