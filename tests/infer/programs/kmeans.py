import numpy as np


def init_centroids(X, K):
    randidx = np.random.permutation(X.shape[0])
    return X[randidx[:K], :]


def find_closest_centroids(X, centroids):
    K = centroids.shape[0]
    idx = np.zeros(X.shape[0], dtype=int)
    for i in range(X.shape[0]):
        distance = []
        for j in range(K):
            norm_ij = np.linalg.norm(X[i] - centroids[j])
            distance.append(norm_ij)
        idx[i] = np.argmin(distance)
    return idx


def compute_centroids(X, idx, K):
    m, n = X.shape
    centroids = np.zeros((K, n))
    for k in range(K):
        points = X[idx == k]
        if len(points) > 0:
            centroids[k] = np.mean(points, axis=0)
    return centroids


def kmeans_vectorized(X, K, iters=10):
    centers = X[:K].copy()
    for _ in range(iters):
        d2 = ((X[:, None, :] - centers[None, :, :]) ** 2).sum(axis=2)
        labels = d2.argmin(axis=1)
        new = np.array([X[labels == k].mean(axis=0) if (labels == k).any() else centers[k] for k in range(K)])
        if np.allclose(new, centers):
            break
        centers = new
    inertia = d2[np.arange(len(X)), labels].sum()
    return centers, labels, inertia


np.random.seed(9)
X = np.concatenate([np.random.randn(17, 2) + c for c in ([0, 0], [5, 5], [0, 6])])
K = 3
centroids = init_centroids(X, K)
previous_centroids = centroids
for i in range(6):
    idx = find_closest_centroids(X, centroids)
    previous_centroids = centroids
    centroids = compute_centroids(X, idx, K)
moved = np.sqrt(np.sum((centroids - previous_centroids) ** 2, axis=1))
centers, labels, inertia = kmeans_vectorized(X, K)
X_recovered = centroids[idx, :]
print(X_recovered.shape, moved.shape, labels.shape)
