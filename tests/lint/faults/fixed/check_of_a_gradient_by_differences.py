import numpy as np


def f(w):
    return float((w**3).sum())


w = np.array([[1.0], [2.0], [-1.0], [0.5]])
analytic = 3 * w**2
numeric = np.zeros((4, 1))
for i in range(4):
    step = np.zeros((4, 1))
    step[i] = 1e-5
    numeric[i] = (f(w + step) - f(w - step)) / 2e-5
gap = np.linalg.norm(analytic - numeric)
fine = gap < 1e-4
print(fine)
