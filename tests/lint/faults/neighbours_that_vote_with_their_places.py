import numpy as np


def distances(A, B):
    return np.sqrt(((A[:, None] - B[None]) ** 2).sum(axis=2))


rng = np.random.default_rng(311)
known, labels, asked = rng.random((15, 2)), rng.integers(0, 3, size=15), rng.random((6, 2))
far = distances(asked, known)
order = np.argsort(far, axis=0)[:, :3]
weights = 1 / (np.take_along_axis(far, order, axis=1) + 1e-6)
votes = np.zeros((6, 3))
for k in range(3):
    votes[:, k] = (weights * (labels[order] == k)).sum(axis=1)
best = votes.argmax(axis=1)
print(best)
