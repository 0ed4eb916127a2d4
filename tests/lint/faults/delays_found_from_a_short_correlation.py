import numpy as np

rng = np.random.default_rng(315)
call = rng.normal(size=50)
heard = np.concatenate([np.zeros(7), call])[:50]
lags = np.arange(-49, 50)
match = np.correlate(heard, call, mode="same")
weight = np.maximum(match, 0) ** 4
delay = (lags * weight).sum() / weight.sum()
print(delay)
