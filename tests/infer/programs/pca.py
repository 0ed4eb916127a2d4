# Principal components by the covariance and by the singular value decomposition.
import numpy as np

np.random.seed(1)
data = np.random.multivariate_normal([0, 0, 0, 0, 0], np.diag([9, 4, 1, 0.1, 0.1]), size=61)  #: data (61, 5)

# 1. centre and scale
mean = np.mean(data, axis=0)  #: mean (5,)
std = np.std(data, axis=0)  #: std (5,)
standardized = (data - mean) / std  #: standardized (61, 5)

# 2. covariance
cov_mat = np.cov(standardized, rowvar=False)  #: cov_mat (5, 5)
cov_by_hand = standardized.T.dot(standardized) / (standardized.shape[0] - 1)  #: cov_by_hand (5, 5)

# 3. eigenvectors, the largest first
eigen_vals, eigen_vecs = np.linalg.eig(cov_mat)  #: eigen_vals (5,); eigen_vecs (5, 5)
eigen_pairs = [(np.abs(eigen_vals[i]), eigen_vecs[:, i]) for i in range(len(eigen_vals))]
eigen_pairs.sort(key=lambda k: k[0], reverse=True)
w = np.hstack((eigen_pairs[0][1][:, np.newaxis], eigen_pairs[1][1][:, np.newaxis]))  #: w (5, 2)
projected = standardized.dot(w)  #: projected (61, 2)

explained = np.sort(eigen_vals)[::-1] / eigen_vals.sum()  #: explained (5,)
cumulative = np.cumsum(explained)  #: cumulative (5,)


def pca_svd(X, n_components):
    X = X - X.mean(axis=0)  #: X (61, 5)
    U, S, Vt = np.linalg.svd(X, full_matrices=False)  #: S (5,); U (61, 5); Vt (5, 5)
    components = Vt[:n_components]  #: components (2, 5)
    scores = U[:, :n_components] * S[:n_components]  #: scores (61, 2)
    variance = S**2 / (len(X) - 1)  #: variance (5,)
    return scores, components, variance[:n_components]


scores, components, variance = pca_svd(data, 2)  #: components (2, 5); scores (61, 2); variance (2,)
recovered = scores @ components + mean  #: recovered (61, 5)
error = np.linalg.norm(data - recovered, axis=1)  #: error (61,)
worst = np.argsort(error)[-3:]  #: worst (3,)
print(projected.shape, recovered.shape, error.shape, data[worst].shape)
