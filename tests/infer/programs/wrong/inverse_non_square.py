# wrong: line 6 LinAlgError
import numpy as np


def solve(A, b):
    return np.linalg.inv(A) @ b  #! error SHP110; raises LinAlgError


A = np.arange(15.0).reshape(5, 3)  #: A (5, 3)
b = np.ones(5)  #: b (5,)
x = solve(A, b)
print(x)
