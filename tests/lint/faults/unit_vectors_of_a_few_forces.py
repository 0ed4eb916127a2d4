import numpy as np

forces = np.array([[3.0, 4.0, 0.0], [0.0, 0.0, 2.0], [1.0, 2.0, 2.0], [6.0, 0.0, 8.0]])
units = forces / np.linalg.norm(forces, axis=1)
total = units.sum(axis=0)
print(units, total)
