import numpy as np

rng = np.random.default_rng(248)
lens = np.array([[800.0, 0.0, 320.0], [0.0, 800.0, 240.0], [0.0, 0.0, 1.0]])
pose = np.hstack([np.eye(3), np.array([[0.1], [0.0], [5.0]])])
points = rng.normal(size=(10, 3))
seen = lens @ pose @ np.vstack([points.T, np.ones(10)])
pixels = (seen[:2] / seen[2]).T
print(pixels)
