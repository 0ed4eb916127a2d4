# silent: line 10
import numpy as np

rng = np.random.RandomState(0)
X = rng.rand(31, 3)  #: X (31, 3)
y = X @ np.array([1.0, 2.0, 3.0])  #: y (31,)
w = np.zeros((3, 1))  #: w (3, 1)
for i in range(5):
    y_pred = X @ w  #: y_pred (31, 1)
    error = y_pred - y  #: error (31, 31)  #! warning SHP201
    loss = (error**2).mean()  #: loss ()
print(loss)
