import numpy as np

x = np.array([[3.0], [-2.0]])
for _ in range(2):
    gradient = np.array([[4 * x[0, 0] ** 3], [2 * x[1, 0]]])
    hessian = np.array([[12 * x[0, 0] ** 2, 0.0], [0.0, 2.0]])
    x = x - np.linalg.inv(hessian) @ gradient
print(x)
