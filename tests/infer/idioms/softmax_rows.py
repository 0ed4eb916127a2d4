# Softmax regression with examples in rows: a class whose weights are made when it is fitted.
import numpy as np


class SoftmaxRegression:
    def __init__(self, lr=0.1, n_iter=3, reg=1e-3):
        self.lr = lr
        self.n_iter = n_iter
        self.reg = reg

    @staticmethod
    def _one_hot(y, n_classes):
        onehot = np.zeros((y.shape[0], n_classes))
        onehot[np.arange(y.shape[0]), y] = 1
        return onehot

    def _softmax(self, scores):
        scores = scores - np.max(scores, axis=1, keepdims=True)
        exp = np.exp(scores)
        return exp / np.sum(exp, axis=1, keepdims=True)

    def fit(self, X, y):
        n_samples, n_features = X.shape
        self.n_classes = len(np.unique(y))
        self.W = np.zeros((n_features, self.n_classes))
        self.b = np.zeros(self.n_classes)
        Y = self._one_hot(y, self.n_classes)
        self.losses = []
        for _ in range(self.n_iter):
            probs = self.predict_proba(X)
            self.losses.append(-np.sum(Y * np.log(probs + 1e-9)) / n_samples)
            error = probs - Y
            grad_W = X.T.dot(error) / n_samples + self.reg * self.W
            grad_b = error.mean(axis=0)
            self.W -= self.lr * grad_W
            self.b -= self.lr * grad_b
        return self

    def predict_proba(self, X):
        return self._softmax(X.dot(self.W) + self.b)

    def predict(self, X):
        return self.predict_proba(X).argmax(axis=1)

    def score(self, X, y):
        return np.mean(self.predict(X) == y)


rng = np.random.default_rng(0)
X = rng.normal(size=(19, 7))
y = np.arange(19) % 3
clf = SoftmaxRegression().fit(X, y)
print(clf.score(X, y), clf.W.shape, len(clf.losses))
