import numpy as np

rng = np.random.default_rng(91)
prices = np.exp(np.cumsum(rng.normal(0, 0.01, size=(30, 4)), axis=0))
growth = np.diff(np.log(prices), axis=0)
mean, risk = growth.mean(axis=0), growth.std(axis=0)
print(mean, risk)
