# wrong: line 9 ValueError
import numpy as np

T, n, m = 7, 3, 11
x = np.random.randn(n, m, T)  #: x (3, 11, 7)
a = np.zeros((5, m, T))  #: a (5, 11, 7)
Wax = np.random.randn(5, n)  #: Wax (5, 3)
for t in range(T):
    a[:, t, :] = np.tanh(Wax @ x[:, :, t])  #! error SHP111; raises ValueError
