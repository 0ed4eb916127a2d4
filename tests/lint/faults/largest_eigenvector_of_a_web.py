import numpy as np

links = np.array([[2.0, 1.0, 0.0], [1.0, 3.0, 1.0], [0.0, 1.0, 1.0]])
v = np.ones((3, 1))
for _ in range(6):
    v = links @ v
    v = v / np.linalg.norm(v, axis=1)
print(v)
