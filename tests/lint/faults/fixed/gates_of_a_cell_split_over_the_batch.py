import numpy as np

rng = np.random.default_rng(239)
n, k, m = 3, 2, 5
W, b = rng.normal(size=(4 * n, n + k)), np.zeros((4 * n, 1))
h, c = np.zeros((n, m)), np.zeros((n, m))
z = W @ np.concatenate([h, rng.normal(size=(k, m))]) + b
i, f, o, g = np.split(z, 4, axis=0)
c = 1 / (1 + np.exp(-f)) * c + 1 / (1 + np.exp(-i)) * np.tanh(g)
h = 1 / (1 + np.exp(-o)) * np.tanh(c)
print(h, c)
