# silent: line 12
import numpy as np


class Scaler:
    def fit(self, X):
        self.mean = X.mean(axis=0)  #: self.mean (7,)
        self.std = X.std(axis=1, keepdims=True)  #: self.std (19, 1)
        return self

    def transform(self, X):
        return (X - self.mean) / self.std  #! warning SHP216


X = np.random.RandomState(3).rand(19, 7)  #: X (19, 7)
Z = Scaler().fit(X).transform(X)  #: Z (19, 7)
print(Z.shape)
