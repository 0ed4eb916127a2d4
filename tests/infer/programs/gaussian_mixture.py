# Expectation maximisation of a mixture of Gaussians.
import numpy as np

rng = np.random.default_rng(0)
X = np.vstack([rng.normal([0, 0, 0], 1.0, (31, 3)), rng.normal([4, 4, 4], 0.7, (28, 3))])  #: X (59, 3)
n, d = X.shape
K = 2

pi = np.full(K, 1 / K)  #: pi (2,)
mu = X[rng.choice(n, K, replace=False)]  #: mu (2, 3)
sigma = np.stack([np.eye(d)] * K)  #: sigma (2, 3, 3)


def log_gaussian(X, mean, cov):
    diff = X - mean  #: diff (59, 3)
    inv = np.linalg.inv(cov)  #: inv (3, 3)
    sign, logdet = np.linalg.slogdet(cov)  #: logdet (); sign ()
    maha = np.sum(diff @ inv * diff, axis=1)  #: maha (59,)
    return -0.5 * (X.shape[1] * np.log(2 * np.pi) + logdet + maha)


def e_step(X, pi, mu, sigma):
    logp = np.empty((len(X), len(pi)))  #: logp (59, 2)
    for k in range(len(pi)):
        logp[:, k] = np.log(pi[k]) + log_gaussian(X, mu[k], sigma[k])
    top = logp.max(axis=1, keepdims=True)  #: top (59, 1)
    norm = top + np.log(np.exp(logp - top).sum(axis=1, keepdims=True))  #: norm (59, 1)
    return np.exp(logp - norm), norm.sum()


def m_step(X, r):
    Nk = r.sum(axis=0)  #: Nk (2,)
    pi = Nk / len(X)  #: pi (2,)
    mu = (r.T @ X) / Nk[:, None]  #: mu (2, 3)
    sigma = np.zeros((r.shape[1], X.shape[1], X.shape[1]))  #: sigma (2, 3, 3)
    for k in range(r.shape[1]):
        diff = X - mu[k]  #: diff (59, 3)
        sigma[k] = (r[:, k, None] * diff).T @ diff / Nk[k] + 1e-6 * np.eye(X.shape[1])
    return pi, mu, sigma


previous = -np.inf
for it in range(20):
    r, ll = e_step(X, pi, mu, sigma)  #: ll (); r (59, 2)
    pi, mu, sigma = m_step(X, r)  #: mu (2, 3); pi (2,); sigma (2, 3, 3)
    if ll - previous < 1e-4:
        break
    previous = ll  #: previous ()

labels = r.argmax(1)  #: labels (59,)
chol = np.linalg.cholesky(sigma)  #: chol (2, 3, 3)
draw = mu[0] + chol[0] @ rng.standard_normal(d)  #: draw (3,)
traces = np.trace(sigma, axis1=1, axis2=2)  #: traces (2,)
dets = np.linalg.det(sigma)  #: dets (2,)
bic = -2 * ll + np.log(n) * (K * d + K * d * (d + 1) // 2 + K - 1)  #: bic ()
print(labels.shape, draw.shape, traces.shape, dets.shape)
