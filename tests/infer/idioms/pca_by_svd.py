"""Principal components by svd and by eigenvectors, as functions and as a class."""

import numpy as np


def feature_normalize(X):
    mu = np.mean(X, axis=0)
    sigma = np.std(X, axis=0)
    return (X - mu) / sigma, mu, sigma


def pca(X):
    m, n = X.shape
    Sigma = X.T @ X / m
    U, S, Vt = np.linalg.svd(Sigma)
    return U, S


def project_data(X, U, K):
    U_reduce = U[:, :K]
    return X @ U_reduce


def recover_data(Z, U, K):
    return Z @ U[:, :K].T


def reconstruction_error(X, K):
    X_norm, mu, sigma = feature_normalize(X)
    U, S = pca(X_norm)
    Z = project_data(X_norm, U, K)
    X_rec = recover_data(Z, U, K)
    return np.mean(np.sum((X_norm - X_rec) ** 2, axis=1))


class PCA:
    def __init__(self, n_components):
        self.n_components = n_components

    def fit(self, X):
        self.mean_ = X.mean(axis=0)
        centered = X - self.mean_
        U, S, Vt = np.linalg.svd(centered, full_matrices=False)
        self.components_ = Vt[: self.n_components]
        self.explained_variance_ = S[: self.n_components] ** 2 / (X.shape[0] - 1)
        return self

    def transform(self, X):
        return np.dot(X - self.mean_, self.components_.T)

    def inverse_transform(self, Z):
        return np.dot(Z, self.components_) + self.mean_


class EigenPCA:
    def __init__(self, k):
        self.k = k

    def fit(self, X):
        self.mu = np.mean(X, axis=0)
        C = np.cov((X - self.mu).T)
        values, vectors = np.linalg.eigh(C)
        order = np.argsort(values)[::-1]
        self.V = vectors[:, order[: self.k]]
        self.values = values[order[: self.k]]
        return self

    def whiten(self, X):
        return (X - self.mu) @ self.V / np.sqrt(self.values + 1e-9)


rng = np.random.default_rng(0)
X = rng.normal(size=(19, 7)) @ rng.normal(size=(7, 7))
model = PCA(3).fit(X)
Z = model.transform(X)
print(reconstruction_error(X, 2) >= 0, Z.shape, model.inverse_transform(Z).shape)
print(EigenPCA(2).fit(X).whiten(X).shape)
