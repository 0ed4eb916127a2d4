# silent: line 6
import numpy as np


def accuracy(y_true, y_pred):
    return np.mean(y_true == y_pred)  #! warning SHP201


class Model:
    def __init__(self, n):
        self.w = np.random.RandomState(0).randn(n, 1)  #: self.w (7, 1)

    def predict(self, X):
        return (X @ self.w > 0).astype(int)


X = np.random.RandomState(1).randn(41, 7)  #: X (41, 7)
y = np.random.RandomState(2).randint(0, 2, size=41)  #: y (41,)
model = Model(7)
y_hat = model.predict(X)  #: y_hat (41, 1)
acc = accuracy(y, y_hat)  #: acc ()
print(acc)
