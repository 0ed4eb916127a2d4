# wrong: line 9 ValueError
import numpy as np

np.random.seed(1)
n_x, n_h, m = 5, 7, 23
X = np.random.randn(n_x, m)
W1 = np.random.randn(n_h, n_x)
b1 = np.zeros(n_h)
Z1 = np.matmul(W1, X) + b1
A1 = np.tanh(Z1)
print(A1.shape)
