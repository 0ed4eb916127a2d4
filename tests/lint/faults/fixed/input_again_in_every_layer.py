import numpy as np

rng = np.random.default_rng(12)
sizes = [3, 7, 5, 2]
layers = [(rng.normal(size=(n, k)), np.zeros((n, 1))) for k, n in zip(sizes, sizes[1:])]


def forward(X):
    A = X
    for W, b in layers:
        A_prev = A
        A = np.maximum(W @ A_prev + b, 0)
    return A


out = forward(rng.normal(size=(3, 6)))
print(out)
