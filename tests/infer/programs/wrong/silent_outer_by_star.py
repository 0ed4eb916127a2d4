# silent: line 7
import numpy as np

w = np.ones((7, 1))  #: w (7, 1)
x = np.arange(7.0)  #: x (7,)
b = 0.5
z = w * x + b  #: z (7, 7)  #! warning SHP201
a = 1 / (1 + np.exp(-z))  #: a (7, 7)
print(a.shape)
