import numpy as np

rod = np.linspace(20, 80, 6).reshape(-1, 1)
heat = np.array([0.0, 1.0, 0.0, 0.0, 2.0, 0.0])
L = np.diag(np.full(6, -2.0)) + np.diag(np.ones(5), 1) + np.diag(np.ones(5), -1)
for _ in range(3):
    rod = rod + 0.1 * (L @ rod) + 0.5 * heat
hottest = rod.max()
print(rod, hottest)
