# wrong: line 7 ValueError
import numpy as np


def softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))  #: e (29, 3)
    return e / e.sum(axis=1)  #! error SHP102; raises ValueError


class SoftmaxRegression:
    def __init__(self, n_features, n_classes):
        self.W = np.zeros((n_features, n_classes))  #: self.W (7, 3)
        self.b = np.zeros(n_classes)  #: self.b (3,)

    def predict(self, X):
        return softmax(X @ self.W + self.b)


model = SoftmaxRegression(7, 3)
X = np.random.randn(29, 7)  #: X (29, 7)
p = model.predict(X)
print(p.shape)
