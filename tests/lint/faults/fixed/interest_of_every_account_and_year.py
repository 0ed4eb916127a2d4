import numpy as np

start = np.array([1000.0, 2500.0, 400.0])
rates = np.array([[0.01, 0.02, 0.015, 0.03], [0.02, 0.02, 0.02, 0.02], [0.0, 0.05, 0.01, 0.01]])
growth = np.cumprod(1 + rates, axis=1)
worth = start[:, None] * growth
final = worth[:, -1]
print(worth, final)
