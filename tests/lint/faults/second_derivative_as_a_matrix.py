import numpy as np

n = 6
ones = np.ones(n)
D = np.diag(np.full(n, -2.0)) + np.diag(ones, 1) + np.diag(ones, -1)
bend = D @ np.linspace(0, 1, n) ** 2
print(bend)
