import numpy as np

rng = np.random.default_rng(240)
scores, y = rng.normal(size=(10, 4)), rng.integers(0, 4, size=10)
right = scores[np.arange(10), y]
margins = np.maximum(0, scores - right + 1)
margins[np.arange(10), y] = 0
loss = margins.sum() / 10
print(loss)
