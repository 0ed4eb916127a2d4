import numpy as np

rng = np.random.default_rng(46)
laps = rng.uniform(60, 70, size=(5, 8))
mean_lap = laps.mean(axis=1)
order = np.argsort(mean_lap)
print(order)
