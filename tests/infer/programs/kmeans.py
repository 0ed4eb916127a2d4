# K-means by loops, and vectorised.
import numpy as np


def init_centroids(X, K):
    randidx = np.random.permutation(X.shape[0])  #: randidx (51,)
    return X[randidx[:K], :]


def find_closest_centroids(X, centroids):
    K = centroids.shape[0]
    idx = np.zeros(X.shape[0], dtype=int)  #: idx (51,)
    for i in range(X.shape[0]):
        distance = []
        for j in range(K):
            norm_ij = np.linalg.norm(X[i] - centroids[j])  #: norm_ij ()
            distance.append(norm_ij)
        idx[i] = np.argmin(distance)
    return idx


def compute_centroids(X, idx, K):
    m, n = X.shape
    centroids = np.zeros((K, n))  #: centroids (3, 2)
    for k in range(K):
        points = X[idx == k]  #: points (_, 2) is (15, 2) | (17, 2) | (19, 2) | (21, 2)
        if len(points) > 0:
            centroids[k] = np.mean(points, axis=0)
    return centroids


def kmeans_vectorized(X, K, iters=10):
    centers = X[:K].copy()  #: centers (3, 2)
    for _ in range(iters):
        d2 = ((X[:, None, :] - centers[None, :, :]) ** 2).sum(axis=2)  #: d2 (51, 3)
        labels = d2.argmin(axis=1)  #: labels (51,)
        new = np.array([X[labels == k].mean(axis=0) if (labels == k).any() else centers[k] for k in range(K)])  #: new (3, 2)
        if np.allclose(new, centers):
            break
        centers = new  #: centers (3, 2)
    inertia = d2[np.arange(len(X)), labels].sum()  #: inertia ()
    return centers, labels, inertia


np.random.seed(9)
X = np.concatenate([np.random.randn(17, 2) + c for c in ([0, 0], [5, 5], [0, 6])])  #: X (51, 2)
K = 3
centroids = init_centroids(X, K)  #: centroids (3, 2)
previous_centroids = centroids  #: previous_centroids (3, 2)
for i in range(6):
    idx = find_closest_centroids(X, centroids)  #: idx (51,)
    previous_centroids = centroids  #: previous_centroids (3, 2)
    centroids = compute_centroids(X, idx, K)  #: centroids (3, 2)
moved = np.sqrt(np.sum((centroids - previous_centroids) ** 2, axis=1))  #: moved (3,)
centers, labels, inertia = kmeans_vectorized(X, K)  #: centers (3, 2); inertia (); labels (51,)
X_recovered = centroids[idx, :]  #: X_recovered (51, 2)
print(X_recovered.shape, moved.shape, labels.shape)
