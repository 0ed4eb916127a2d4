import numpy as np

K = np.array([[4.0, -1.0, 0.0], [-1.0, 4.0, -1.0], [0.0, -1.0, 4.0]])
C = np.array([[1.0, 1.0, 1.0]])
system = np.block([[K, C], [C, np.zeros((1, 1))]])
solved = np.linalg.solve(system, np.array([1.0, 0.0, 2.0, 3.0]))
print(solved)
