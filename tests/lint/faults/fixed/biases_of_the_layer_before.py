import numpy as np

rng = np.random.default_rng(231)
dims = (6, 5, 2)
weights = [rng.normal(size=(n, k)) for k, n in zip(dims, dims[1:])]
biases = [np.zeros((n, 1)) for n in dims[1:]]
A = rng.normal(size=(6, 9))
for W, b in zip(weights, biases):
    A = np.maximum(0, W @ A + b)
print(A)
