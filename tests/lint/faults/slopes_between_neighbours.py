import numpy as np

depth = np.array([0.0, 1.5, 2.0, 4.5, 4.0, 3.0])
slope = np.zeros(len(depth) - 1)
for i in range(len(depth)):
    slope[i] = (depth[i + 1] - depth[i]) / 0.5
print(slope)
