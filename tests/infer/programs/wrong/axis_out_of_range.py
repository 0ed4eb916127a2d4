# wrong: line 9 AxisError
import numpy as np

data = np.random.randn(53, 7)
centred = data - data.mean(axis=0)
cov = centred.T @ centred / 52
vals, vecs = np.linalg.eigh(cov)
scores = centred @ vecs[:, -2:]
lengths = np.sqrt((scores**2).sum(axis=2))
print(lengths.shape)
