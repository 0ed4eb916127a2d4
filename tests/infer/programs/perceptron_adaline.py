# A perceptron and Adaline, as classes with fit and predict.
import numpy as np


class Perceptron:
    """Perceptron classifier, X : (n_samples, n_features)."""

    def __init__(self, eta=0.01, n_iter=10, random_state=1):
        self.eta = eta
        self.n_iter = n_iter
        self.random_state = random_state

    def fit(self, X, y):
        rgen = np.random.RandomState(self.random_state)
        self.w_ = rgen.normal(loc=0.0, scale=0.01, size=X.shape[1])  #: self.w_ (4,)
        self.b_ = np.float64(0.0)  #: self.b_ ()
        self.errors_ = []
        for _ in range(self.n_iter):
            errors = 0
            for xi, target in zip(X, y):  #: target (); xi (4,)
                update = self.eta * (target - self.predict(xi))  #: update ()
                self.w_ += update * xi  #: self.w_ (4,)
                self.b_ += update  #: self.b_ ()
                errors += int(update != 0.0)
            self.errors_.append(errors)
        return self

    def net_input(self, X):
        return np.dot(X, self.w_) + self.b_

    def predict(self, X):
        return np.where(self.net_input(X) >= 0.0, 1, 0)


class AdalineGD(Perceptron):
    def fit(self, X, y):
        rgen = np.random.RandomState(self.random_state)
        self.w_ = rgen.normal(loc=0.0, scale=0.01, size=X.shape[1])  #: self.w_ (4,)
        self.b_ = np.float64(0.0)  #: self.b_ ()
        self.losses_ = []
        for i in range(self.n_iter):
            net_input = self.net_input(X)  #: net_input (37,)
            output = self.activation(net_input)  #: output (37,)
            errors = y - output  #: errors (37,)
            self.w_ += self.eta * 2.0 * X.T.dot(errors) / X.shape[0]  #: self.w_ (4,)
            self.b_ += self.eta * 2.0 * errors.mean()  #: self.b_ ()
            loss = (errors**2).mean()  #: loss ()
            self.losses_.append(loss)
        return self

    def activation(self, X):
        return X

    def predict(self, X):
        return np.where(self.activation(self.net_input(X)) >= 0.5, 1, 0)


rs = np.random.RandomState(3)
X = np.vstack([rs.normal(0, 1, (19, 4)), rs.normal(2, 1, (18, 4))])  #: X (37, 4)
y = np.hstack([np.zeros(19), np.ones(18)])  #: y (37,)

X_std = np.copy(X)  #: X_std (37, 4)
X_std[:, 0] = (X[:, 0] - X[:, 0].mean()) / X[:, 0].std()
X_std[:, 1] = (X[:, 1] - X[:, 1].mean()) / X[:, 1].std()

ppn = Perceptron(eta=0.1, n_iter=5).fit(X, y)
ada = AdalineGD(n_iter=20, eta=0.1).fit(X_std, y)
hits = ppn.predict(X) == y  #: hits (37,)
single = ada.predict(X_std[0])  #: single ()
print(hits.mean(), single, ada.losses_[-1] < ada.losses_[0])
