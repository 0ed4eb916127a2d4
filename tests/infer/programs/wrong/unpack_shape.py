# wrong: line 11 ValueError
import numpy as np


def zero_pad(X, pad):
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))


def conv_forward(A_prev, f, pad):
    A = zero_pad(A_prev, pad)  #: A (3, 13, 15, 2)
    m, n_H, n_W = A.shape  #! error SHP108; raises ValueError
    return np.zeros((m, n_H - f + 1, n_W - f + 1))


out = conv_forward(np.random.randn(3, 11, 13, 2), 3, 1)
print(out.shape)
