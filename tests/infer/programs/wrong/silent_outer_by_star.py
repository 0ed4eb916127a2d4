# silent: line 7
import numpy as np

w = np.ones((7, 1))
x = np.arange(7.0)
b = 0.5
z = w * x + b
a = 1 / (1 + np.exp(-z))
print(a.shape)
