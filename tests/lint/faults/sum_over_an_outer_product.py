import numpy as np

held = np.array([10.0, 5.0, 2.0, 8.0])
price = np.array([3.5, 20.0, 55.0, 1.2])
worth = np.outer(held, price).sum()
print(worth)
