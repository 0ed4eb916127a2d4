import numpy as np

A = np.array([[4.0, 1.0, 0.5], [1.0, 5.0, 0.2], [0.3, 0.4, 3.0]])
rhs = np.array([1.0, 2.0, 3.0])
x = np.zeros(3)
turns = 0
while np.abs(A @ x - rhs).max() > 1e-8:
    x = (rhs - (A - np.diag(np.diag(A))) @ x) / np.diag(A)
    turns += 1
print(x, turns)
