import numpy as np

rng = np.random.default_rng(43)
chunks = [rng.random((n, 3)) for n in (4, 6, 5)]
log = np.concatenate(chunks, axis=0)
totals = log.sum(axis=0)
print(totals)
