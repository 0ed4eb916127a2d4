import numpy as np

rng = np.random.default_rng(323)
aims = rng.normal(size=(9, 3))
heights = rng.uniform(1, 2, size=9)
lengths = np.linalg.norm(aims, axis=1, keepdims=True)
tilt = np.arcsin(aims[:, 2] / np.linalg.norm(aims, axis=1))
reach = heights / np.abs(np.sin(tilt)) * lengths
total = reach.sum()
print(total)
