import numpy as np

rng = np.random.default_rng(44)
patients = rng.normal(size=(10, 3))
ages = rng.integers(20, 80, size=10)
table = np.vstack((patients, ages))
oldest = table[table[:, -1].argmax()]
print(table, oldest)
