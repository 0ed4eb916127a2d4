import numpy as np

rng = np.random.default_rng(38)
features = rng.normal(size=(16, 6))
features[:, [1, 4]] = 7.0
keep = features.std(axis=0) > 1e-9
useful = features[keep]
print(useful)
