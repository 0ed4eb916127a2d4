# wrong: line 7 ValueError
import numpy as np

m, size, channels = 17, 6, 3
images = np.random.rand(m, size, size, channels)
labels = np.random.randint(0, 2, (1, m))
flat = images.reshape(m, size * size).T
w = np.zeros((flat.shape[0], 1))
A = w.T @ flat
cost = np.mean((A - labels) ** 2)
print(cost)
