import numpy as np

rng = np.random.default_rng(32)
readings = rng.normal(size=(30, 3)) * np.array([1.0, 4.0, 0.2])
covariance = np.cov(readings, rowvar=False)
spread = np.sqrt(np.diag(covariance))
print(spread)
