import numpy as np

payments = np.array([100.0, 100.0, 100.0, 100.0, 1100.0])
rates = np.array([0.01, 0.02, 0.05])
years = np.arange(1, 6)
discount = (1 + rates[:, None]) ** -years
values = discount @ payments
print(values)
