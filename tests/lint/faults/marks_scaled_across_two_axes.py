import numpy as np

rng = np.random.default_rng(31)
marks = rng.normal(60, 12, size=(9, 4))
centred = marks - marks.mean(axis=0)
z = centred / marks.std(axis=1, keepdims=True)
odd = np.abs(z).max(axis=0)
print(z, odd)
