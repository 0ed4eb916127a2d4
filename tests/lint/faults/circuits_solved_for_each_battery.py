import numpy as np

G = np.array([[3.0, -1.0, 0.0], [-1.0, 4.0, -2.0], [0.0, -2.0, 5.0]])
batteries = np.array([[1.0, 0.0, 0.0], [0.0, 2.0, 1.0], [1.0, 1.0, 1.0], [4.0, 0.0, 2.0]])
volts = np.linalg.solve(G, batteries)
power = (volts**2).sum(axis=0)
print(volts, power)
