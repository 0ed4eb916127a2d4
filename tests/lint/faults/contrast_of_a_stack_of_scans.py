import numpy as np


def stretched(scans):
    low = scans.min(axis=(1, 2))
    high = scans.max(axis=(1, 2))
    return (scans - low) / (high - low)


rng = np.random.default_rng(331)
scans = rng.uniform(50, 200, size=(6, 6, 6))
clear = stretched(scans)
print(clear)
