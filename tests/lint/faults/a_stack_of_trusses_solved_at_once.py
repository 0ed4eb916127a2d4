import numpy as np

rng = np.random.default_rng(95)
stiffness = rng.normal(size=(6, 3, 3)) + 5 * np.eye(3)
loads = rng.normal(size=(6, 3))
moves = np.linalg.inv(stiffness) @ loads
largest = np.abs(moves).max(axis=1)
print(moves, largest)
