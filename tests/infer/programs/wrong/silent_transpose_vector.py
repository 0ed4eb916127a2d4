# silent: line 7
import numpy as np

theta = np.zeros(5)  #: theta (5,)
X = np.random.rand(23, 5)  #: X (23, 5)
y = np.random.rand(23)  #: y (23,)
y = y.T  #: y (23,)
h = X.dot(theta)  #: h (23,)
residual = h - y  #: residual (23,)
print(residual.shape)
