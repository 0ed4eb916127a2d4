"""k-means as a class with the usual methods, and as plain functions."""

import numpy as np


def squared_distances(X, centroids):
    diff = X[:, np.newaxis, :] - centroids[np.newaxis, :, :]
    return np.sum(diff**2, axis=2)


def find_closest_centroids(X, centroids):
    K = centroids.shape[0]
    idx = np.zeros(X.shape[0], dtype=int)
    for i in range(X.shape[0]):
        distances = np.zeros(K)
        for j in range(K):
            distances[j] = np.linalg.norm(X[i] - centroids[j])
        idx[i] = np.argmin(distances)
    return idx


def compute_centroids(X, idx, K):
    m, n = X.shape
    centroids = np.zeros((K, n))
    for k in range(K):
        points = X[idx == k]
        centroids[k] = np.mean(points, axis=0)
    return centroids


def run_k_means(X, initial_centroids, max_iters=3):
    centroids = initial_centroids
    K = initial_centroids.shape[0]
    for _ in range(max_iters):
        idx = find_closest_centroids(X, centroids)
        centroids = compute_centroids(X, idx, K)
    return centroids, idx


class KMeans:
    def __init__(self, n_clusters=3, max_iter=3, seed=0):
        self.n_clusters = n_clusters
        self.max_iter = max_iter
        self.rng = np.random.default_rng(seed)

    def fit(self, X):
        n_samples, n_features = X.shape
        chosen = self.rng.choice(n_samples, self.n_clusters, replace=False)
        self.centers = X[chosen]
        for _ in range(self.max_iter):
            self.labels = self.predict(X)
            new = np.zeros((self.n_clusters, n_features))
            for k in range(self.n_clusters):
                new[k] = X[self.labels == k].mean(axis=0)
            shift = np.linalg.norm(new - self.centers, axis=1)
            self.centers = new
            if np.all(shift < 1e-9):
                break
        self.inertia = np.min(squared_distances(X, self.centers), axis=1).sum()
        return self

    def predict(self, X):
        return np.argmin(squared_distances(X, self.centers), axis=1)

    def transform(self, X):
        return np.sqrt(squared_distances(X, self.centers))


rng = np.random.default_rng(0)
X = rng.normal(size=(23, 5)) + 10 * (np.arange(23) % 3)[:, None]
centroids, idx = run_k_means(X, X[:3])
model = KMeans().fit(X)
print(centroids.shape, idx.shape, model.transform(X).shape, model.inertia > 0)
