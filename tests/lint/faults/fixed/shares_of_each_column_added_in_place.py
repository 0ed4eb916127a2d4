import numpy as np

rng = np.random.default_rng(48)
budget = rng.uniform(1, 5, size=(6, 4))
rise = np.array([0.1, 0.2, 0.0, 0.3, 0.1, 0.05])
budget *= 1 + rise[:, None]
total = budget.sum()
print(budget, total)
