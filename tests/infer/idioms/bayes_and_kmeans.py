# Naive Bayes, k-means, linear discriminants and principal components in functions and small classes; rows.
import numpy as np


class GaussianNaiveBayes:
    def fit(self, X, y):
        n_samples, n_features = X.shape
        self.classes = np.unique(y)
        n_classes = len(self.classes)
        self.mean = np.zeros((n_classes, n_features))
        self.var = np.zeros((n_classes, n_features))
        self.priors = np.zeros(n_classes)
        for idx, c in enumerate(self.classes):
            X_c = X[y == c]
            self.mean[idx, :] = X_c.mean(axis=0)
            self.var[idx, :] = X_c.var(axis=0) + 1e-9
            self.priors[idx] = X_c.shape[0] / n_samples

    def log_pdf(self, idx, x):
        mean, var = self.mean[idx], self.var[idx]
        return -0.5 * np.sum(np.log(2 * np.pi * var)) - 0.5 * np.sum((x - mean) ** 2 / var)

    def predict(self, X):
        scores = np.zeros((X.shape[0], len(self.classes)))
        for i, x in enumerate(X):
            for idx in range(len(self.classes)):
                scores[i, idx] = np.log(self.priors[idx]) + self.log_pdf(idx, x)
        return self.classes[np.argmax(scores, axis=1)]


def assign(X, centroids):
    distances = np.sqrt(((X[:, np.newaxis, :] - centroids[np.newaxis, :, :]) ** 2).sum(axis=2))
    return np.argmin(distances, axis=1)


def move(X, labels, k):
    centroids = np.zeros((k, X.shape[1]))
    for j in range(k):
        members = X[labels == j]
        if len(members):
            centroids[j] = members.mean(axis=0)
    return centroids


def kmeans(X, k, steps=5):
    centroids = X[:k].copy()
    for _ in range(steps):
        labels = assign(X, centroids)
        centroids = move(X, labels, k)
    inertia = np.sum((X - centroids[labels]) ** 2)
    return centroids, labels, inertia


class PCA:
    def __init__(self, n_components):
        self.n_components = n_components

    def fit(self, X):
        self.mean = np.mean(X, axis=0)
        X = X - self.mean
        cov = np.cov(X.T)
        values, vectors = np.linalg.eigh(cov)
        order = np.argsort(values)[::-1]
        self.components = vectors[:, order][:, : self.n_components].T

    def transform(self, X):
        X = X - self.mean
        return np.dot(X, self.components.T)

    def inverse(self, Z):
        return np.dot(Z, self.components) + self.mean


def lda(X, y, n_components):
    d = X.shape[1]
    overall = X.mean(axis=0)
    S_w = np.zeros((d, d))
    S_b = np.zeros((d, d))
    for c in np.unique(y):
        X_c = X[y == c]
        mean_c = X_c.mean(axis=0)
        S_w += (X_c - mean_c).T @ (X_c - mean_c)
        diff = (mean_c - overall).reshape(d, 1)
        S_b += X_c.shape[0] * diff @ diff.T
    values, vectors = np.linalg.eig(np.linalg.inv(S_w) @ S_b)
    order = np.argsort(np.abs(values))[::-1]
    return X @ vectors[:, order[:n_components]].real


rng = np.random.default_rng(0)
X, y = rng.normal(size=(23, 4)), np.arange(23) % 3
model = GaussianNaiveBayes()
model.fit(X, y)
print(model.predict(X).shape, kmeans(X, 3)[2], lda(X, y, 2).shape)
pca = PCA(2)
pca.fit(X)
print(pca.inverse(pca.transform(X)).shape)
