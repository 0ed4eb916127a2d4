# wrong: line 8 ValueError
import numpy as np

rng = np.random.RandomState(4)
X = rng.rand(37, 3)
y = rng.rand(37, 1)
Xb = np.hstack([np.ones((37, 1)), X])
theta = np.linalg.inv(Xb @ Xb.T) @ Xb.T @ y
pred = Xb @ theta
print(pred.shape)
