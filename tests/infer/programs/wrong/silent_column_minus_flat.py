# silent: line 10
import numpy as np

rng = np.random.RandomState(0)
X = rng.rand(31, 3)
y = X @ np.array([1.0, 2.0, 3.0])
w = np.zeros((3, 1))
for i in range(5):
    y_pred = X @ w
    error = y_pred - y
    loss = (error**2).mean()
print(loss)
