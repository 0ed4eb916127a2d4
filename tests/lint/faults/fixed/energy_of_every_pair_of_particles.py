import numpy as np

rng = np.random.default_rng(86)
mass = rng.uniform(1, 2, size=(12, 1))
velocity = rng.normal(size=(12, 3))
speed2 = (velocity**2).sum(axis=1, keepdims=True)
energy = 0.5 * mass * speed2
total = energy.sum()
print(total)
