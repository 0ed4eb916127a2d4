import numpy as np

rng = np.random.default_rng(51)
series = np.cumsum(rng.normal(size=40))
kernel = np.ones(7) / 7
trend = np.convolve(series, kernel, mode="same")
rest = series - trend
print(rest)
