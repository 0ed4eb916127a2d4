# wrong: line 11 ValueError
import numpy as np


class Ridge:
    def __init__(self, lam=0.1):
        self.lam = lam

    def fit(self, X, y):
        n, d = X.shape
        gram = X.T @ X + self.lam * np.eye(n)  #! error SHP102; raises ValueError
        self.coef = np.linalg.solve(gram, X.T @ y)
        return self


model = Ridge().fit(np.random.randn(47, 5), np.random.randn(47))
print(model.coef)
