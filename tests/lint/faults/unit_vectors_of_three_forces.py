import numpy as np

forces = np.array([[3.0, 4.0, 0.0], [0.0, 5.0, 12.0], [1.0, 2.0, 2.0]])
lengths = np.linalg.norm(forces, axis=1)
units = forces / lengths
total = units.sum(axis=0)
print(units, total)
