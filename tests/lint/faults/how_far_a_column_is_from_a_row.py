import numpy as np

found = np.linalg.solve(np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([[3.0], [5.0]]))
wanted = np.array([0.8, 1.4])
miss = np.linalg.norm(found - wanted)
print(miss)
