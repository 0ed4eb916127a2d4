# A mixture of Gaussians by expectation and maximisation; examples in rows.
import numpy as np


def gaussian(X, mu, cov):
    n, d = X.shape
    diff = X - mu
    inv = np.linalg.inv(cov)
    exponent = -0.5 * np.sum(diff @ inv * diff, axis=1)
    norm = np.sqrt((2 * np.pi) ** d * np.linalg.det(cov))
    return np.exp(exponent) / norm


def initialise(X, k, rng):
    n, d = X.shape
    weights = np.ones(k) / k
    means = X[rng.choice(n, k, replace=False)]
    covs = np.array([np.eye(d) for _ in range(k)])
    return weights, means, covs


def e_step(X, weights, means, covs):
    n = X.shape[0]
    k = weights.shape[0]
    resp = np.zeros((n, k))
    for j in range(k):
        resp[:, j] = weights[j] * gaussian(X, means[j], covs[j])
    resp /= resp.sum(axis=1, keepdims=True)
    return resp


def m_step(X, resp):
    n, d = X.shape
    k = resp.shape[1]
    totals = resp.sum(axis=0)
    weights = totals / n
    means = resp.T @ X / totals[:, np.newaxis]
    covs = np.zeros((k, d, d))
    for j in range(k):
        diff = X - means[j]
        covs[j] = (resp[:, j][:, np.newaxis] * diff).T @ diff / totals[j] + 1e-6 * np.eye(d)
    return weights, means, covs


def log_likelihood(X, weights, means, covs):
    total = np.zeros(X.shape[0])
    for w, mu, cov in zip(weights, means, covs):
        total += w * gaussian(X, mu, cov)
    return np.sum(np.log(total))


def fit(X, k, steps=3, seed=0):
    rng = np.random.default_rng(seed)
    weights, means, covs = initialise(X, k, rng)
    for _ in range(steps):
        resp = e_step(X, weights, means, covs)
        weights, means, covs = m_step(X, resp)
    return weights, means, covs, log_likelihood(X, weights, means, covs)


rng = np.random.default_rng(1)
print(fit(rng.normal(size=(31, 2)), 3)[3])
