# wrong: line 9 ValueError
import numpy as np

T, n, m = 7, 3, 11
x = np.random.randn(n, m, T)
a = np.zeros((5, m, T))
Wax = np.random.randn(5, n)
for t in range(T):
    a[:, t, :] = np.tanh(Wax @ x[:, :, t])
