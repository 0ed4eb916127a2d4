# wrong: line 7 ValueError
import numpy as np

m, size, channels = 17, 6, 3
images = np.random.rand(m, size, size, channels)  #: images (17, 6, 6, 3)
labels = np.random.randint(0, 2, (1, m))  #: labels (1, 17)
flat = images.reshape(m, size * size).T  #! error SHP104; raises ValueError
w = np.zeros((flat.shape[0], 1))
A = w.T @ flat
cost = np.mean((A - labels) ** 2)
print(cost)
