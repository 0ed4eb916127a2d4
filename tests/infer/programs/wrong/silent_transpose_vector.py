# silent: line 7
import numpy as np

theta = np.zeros(5)
X = np.random.rand(23, 5)
y = np.random.rand(23)
y = y.T
h = X.dot(theta)
residual = h - y
print(residual.shape)
