# wrong: line 8 ValueError
import numpy as np

rng = np.random.RandomState(4)
X = rng.rand(37, 3)  #: X (37, 3)
y = rng.rand(37, 1)  #: y (37, 1)
Xb = np.hstack([np.ones((37, 1)), X])  #: Xb (37, 4)
theta = np.linalg.inv(Xb @ Xb.T) @ Xb.T @ y  #! error SHP101; raises ValueError
pred = Xb @ theta
print(pred.shape)
