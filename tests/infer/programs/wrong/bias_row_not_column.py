# wrong: line 9 ValueError
import numpy as np

np.random.seed(1)
n_x, n_h, m = 5, 7, 23
X = np.random.randn(n_x, m)  #: X (5, 23)
W1 = np.random.randn(n_h, n_x)  #: W1 (7, 5)
b1 = np.zeros(n_h)  #: b1 (7,)
Z1 = np.matmul(W1, X) + b1  #! error SHP102; raises ValueError
A1 = np.tanh(Z1)
print(A1.shape)
