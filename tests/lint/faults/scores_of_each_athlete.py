import numpy as np

rng = np.random.default_rng(31)
times = rng.normal(50, 4, size=(12, 5))  # a row for each athlete
mean = times.mean(axis=1)
spread = times.std(axis=1)
scores = (times - mean) / spread
print(scores.round(3))
