# A Gaussian process, kernel ridge and nearest neighbours by pairs of distances; examples in rows.
import numpy as np


def squared_distances(A, B):
    return np.sum(A**2, axis=1)[:, None] + np.sum(B**2, axis=1)[None, :] - 2 * A @ B.T


def rbf(A, B, length=1.0):
    return np.exp(-0.5 * squared_distances(A, B) / length**2)


def posterior(X_train, y_train, X_test, noise=1e-2):
    n = X_train.shape[0]
    K = rbf(X_train, X_train) + noise * np.eye(n)
    K_s = rbf(X_train, X_test)
    K_ss = rbf(X_test, X_test)
    L = np.linalg.cholesky(K)
    alpha = np.linalg.solve(L.T, np.linalg.solve(L, y_train))
    mean = K_s.T @ alpha
    v = np.linalg.solve(L, K_s)
    cov = K_ss - v.T @ v
    return mean, np.sqrt(np.diag(cov))


class KernelRidge:
    def __init__(self, lam=0.1):
        self.lam = lam

    def fit(self, X, y):
        self.X_train = X
        n = X.shape[0]
        K = rbf(X, X)
        self.alpha = np.linalg.solve(K + self.lam * np.eye(n), y)
        return self

    def predict(self, X):
        return rbf(X, self.X_train) @ self.alpha


class KNearest:
    def __init__(self, k=3):
        self.k = k

    def train(self, X, y):
        self.X_train = X
        self.y_train = y

    def distances_two_loops(self, X):
        num_test = X.shape[0]
        num_train = self.X_train.shape[0]
        dists = np.zeros((num_test, num_train))
        for i in range(num_test):
            for j in range(num_train):
                dists[i, j] = np.sqrt(np.sum((X[i] - self.X_train[j]) ** 2))
        return dists

    def distances_one_loop(self, X):
        dists = np.zeros((X.shape[0], self.X_train.shape[0]))
        for i in range(X.shape[0]):
            dists[i, :] = np.sqrt(np.sum((self.X_train - X[i]) ** 2, axis=1))
        return dists

    def distances_no_loops(self, X):
        squares = np.sum(X**2, axis=1, keepdims=True) + np.sum(self.X_train**2, axis=1)
        return np.sqrt(np.maximum(squares - 2 * X.dot(self.X_train.T), 0))

    def predict(self, X):
        dists = self.distances_no_loops(X)
        nearest = np.argsort(dists, axis=1)[:, : self.k]
        labels = self.y_train[nearest]
        return np.array([np.bincount(row).argmax() for row in labels])


rng = np.random.default_rng(0)
X, y, Z = rng.normal(size=(11, 3)), rng.integers(0, 2, 11), rng.normal(size=(7, 3))
mean, std = posterior(X, y, Z)
print(mean.shape, std.shape, KernelRidge().fit(X, y).predict(Z).shape)
knn = KNearest()
knn.train(X, y)
print(knn.predict(Z).shape, knn.distances_two_loops(Z).shape, knn.distances_one_loop(Z).shape)
