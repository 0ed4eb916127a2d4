import numpy as np

np.random.seed(1)
data = np.random.multivariate_normal([0, 0, 0, 0, 0], np.diag([9, 4, 1, 0.1, 0.1]), size=61)

# 1. centre and scale
mean = np.mean(data, axis=0)
std = np.std(data, axis=0)
standardized = (data - mean) / std

# 2. covariance
cov_mat = np.cov(standardized, rowvar=False)
cov_by_hand = standardized.T.dot(standardized) / (standardized.shape[0] - 1)

# 3. eigenvectors, the largest first
eigen_vals, eigen_vecs = np.linalg.eig(cov_mat)
eigen_pairs = [(np.abs(eigen_vals[i]), eigen_vecs[:, i]) for i in range(len(eigen_vals))]
eigen_pairs.sort(key=lambda k: k[0], reverse=True)
w = np.hstack((eigen_pairs[0][1][:, np.newaxis], eigen_pairs[1][1][:, np.newaxis]))
projected = standardized.dot(w)

explained = np.sort(eigen_vals)[::-1] / eigen_vals.sum()
cumulative = np.cumsum(explained)


def pca_svd(X, n_components):
    X = X - X.mean(axis=0)
    U, S, Vt = np.linalg.svd(X, full_matrices=False)
    components = Vt[:n_components]
    scores = U[:, :n_components] * S[:n_components]
    variance = S**2 / (len(X) - 1)
    return scores, components, variance[:n_components]


scores, components, variance = pca_svd(data, 2)
recovered = scores @ components + mean
error = np.linalg.norm(data - recovered, axis=1)
worst = np.argsort(error)[-3:]
print(projected.shape, recovered.shape, error.shape, data[worst].shape)
