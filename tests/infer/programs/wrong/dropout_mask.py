# wrong: line 7 ValueError
import numpy as np


def dropout(A, keep_prob, rng):
    D = rng.random((A.shape[1], A.shape[0])) < keep_prob  #: D (31, 17)
    return A * D / keep_prob  #! error SHP102; raises ValueError


rng = np.random.default_rng(0)
A1 = rng.normal(size=(17, 31))  #: A1 (17, 31)
A1 = dropout(A1, 0.8, rng)
