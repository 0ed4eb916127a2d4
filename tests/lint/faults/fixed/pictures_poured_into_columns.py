import numpy as np

rng = np.random.default_rng(26)
pictures = rng.random((5, 4, 4, 3))
X = pictures.reshape(5, -1).T
brightness = X.mean(axis=0)
print(X, brightness)
