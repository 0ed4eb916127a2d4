import numpy as np

rng = np.random.default_rng(47)
rain = rng.gamma(2.0, 20.0, size=(3, 12))
table = np.zeros((4, 12))
table[:3] = rain
table[3, :] = np.diff(rain[0])
print(table)
