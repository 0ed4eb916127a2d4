import numpy as np

rng = np.random.default_rng(280)
scores = rng.normal(size=(12, 5))
wanted = rng.integers(0, 5, size=12)
chosen = np.argmax(scores, axis=1)
wrong = np.count_nonzero(chosen != wanted)
print(wrong)
