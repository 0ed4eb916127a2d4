import numpy as np

rng = np.random.default_rng(0)
X = np.vstack([rng.normal([0, 0, 0], 1.0, (31, 3)), rng.normal([4, 4, 4], 0.7, (28, 3))])
n, d = X.shape
K = 2

pi = np.full(K, 1 / K)
mu = X[rng.choice(n, K, replace=False)]
sigma = np.stack([np.eye(d)] * K)


def log_gaussian(X, mean, cov):
    diff = X - mean
    inv = np.linalg.inv(cov)
    sign, logdet = np.linalg.slogdet(cov)
    maha = np.sum(diff @ inv * diff, axis=1)
    return -0.5 * (X.shape[1] * np.log(2 * np.pi) + logdet + maha)


def e_step(X, pi, mu, sigma):
    logp = np.empty((len(X), len(pi)))
    for k in range(len(pi)):
        logp[:, k] = np.log(pi[k]) + log_gaussian(X, mu[k], sigma[k])
    top = logp.max(axis=1, keepdims=True)
    norm = top + np.log(np.exp(logp - top).sum(axis=1, keepdims=True))
    return np.exp(logp - norm), norm.sum()


def m_step(X, r):
    Nk = r.sum(axis=0)
    pi = Nk / len(X)
    mu = (r.T @ X) / Nk[:, None]
    sigma = np.zeros((r.shape[1], X.shape[1], X.shape[1]))
    for k in range(r.shape[1]):
        diff = X - mu[k]
        sigma[k] = (r[:, k, None] * diff).T @ diff / Nk[k] + 1e-6 * np.eye(X.shape[1])
    return pi, mu, sigma


previous = -np.inf
for it in range(20):
    r, ll = e_step(X, pi, mu, sigma)
    pi, mu, sigma = m_step(X, r)
    if ll - previous < 1e-4:
        break
    previous = ll

labels = r.argmax(1)
chol = np.linalg.cholesky(sigma)
draw = mu[0] + chol[0] @ rng.standard_normal(d)
traces = np.trace(sigma, axis1=1, axis2=2)
dets = np.linalg.det(sigma)
bic = -2 * ll + np.log(n) * (K * d + K * d * (d + 1) // 2 + K - 1)
print(labels.shape, draw.shape, traces.shape, dets.shape)
