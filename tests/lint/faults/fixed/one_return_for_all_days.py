import numpy as np

rng = np.random.default_rng(92)
returns = rng.normal(0.001, 0.02, size=(20, 3))
weights = np.array([0.2, 0.5, 0.3])
daily = (returns * weights).sum(axis=1)
worth = np.cumprod(1 + daily)
print(daily, worth)
