import numpy as np

rng = np.random.default_rng(206)
b = np.zeros((5, 1))
m, v = np.zeros((5, 1)), np.zeros((5, 1))
dZ = rng.normal(size=(5, 12))
db = dZ.mean(axis=1, keepdims=True)
m = 0.9 * m + 0.1 * db
v = 0.999 * v + 0.001 * db**2
b = b - 0.01 * (m / 0.1) / (np.sqrt(v / 0.001) + 1e-8)
print(b, m, v)
