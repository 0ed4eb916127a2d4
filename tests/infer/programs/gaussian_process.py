# Regression by a Gaussian process, with a Cholesky factor.
import numpy as np


def rbf(a, b, length=1.0, variance=1.0):
    """Kernel between a : (n, d) and b : (m, d), an (n, m) array."""
    sq = np.sum(a**2, 1).reshape(-1, 1) + np.sum(b**2, 1) - 2 * np.dot(a, b.T)  #: sq (7, 7) | (7, 29) | (29, 29) | (15, 15) | (29, 7) | (7, 4)
    return variance * np.exp(-0.5 * sq / length**2)


def posterior(X_train, y_train, X_test, kernel=rbf, noise=1e-2, **hyper):
    K = kernel(X_train, X_train, **hyper) + noise**2 * np.eye(len(X_train))  #: K (7, 7) | (15, 15)
    K_s = kernel(X_train, X_test, **hyper)  #: K_s (7, 29) | (15, 15)
    K_ss = kernel(X_test, X_test, **hyper) + 1e-8 * np.eye(len(X_test))  #: K_ss (29, 29) | (15, 15)
    L = np.linalg.cholesky(K)  #: L (7, 7) | (15, 15)
    alpha = np.linalg.solve(L.T, np.linalg.solve(L, y_train))  #: alpha (7, 1) | (15,)
    mu = K_s.T @ alpha  #: mu (29, 1) | (15,)
    v = np.linalg.solve(L, K_s)  #: v (7, 29) | (15, 15)
    cov = K_ss - v.T @ v  #: cov (29, 29) | (15, 15)
    lml = -0.5 * y_train.T @ alpha - np.log(np.diag(L)).sum() - len(y_train) / 2 * np.log(2 * np.pi)  #: lml (1, 1) | ()
    return mu, cov, lml.item()


rng = np.random.default_rng(5)
X_train = np.array([-4, -3, -2, -1, 1, 2, 3]).reshape(-1, 1)  #: X_train (7, 1)
y_train = np.sin(X_train)  #: y_train (7, 1)
X_test = np.linspace(-5, 5, 29)[:, np.newaxis]  #: X_test (29, 1)
mu, cov, lml = posterior(X_train, y_train, X_test)  #: cov (29, 29); lml () is other; mu (29, 1)
std = np.sqrt(np.maximum(np.diag(cov), 0))  #: std (29,)
upper, lower = mu.ravel() + 1.96 * std, mu.ravel() - 1.96 * std  #: lower (29,); upper (29,)
samples = rng.multivariate_normal(mu[:, 0], cov + 1e-6 * np.eye(29), 3)  #: samples (3, 29)

grid = {}
for length in (0.5, 1.0, 2.0):
    for variance in (0.5, 1.0):
        *_, value = posterior(X_train, y_train, X_test, length=length, variance=variance)  #: value () is other
        grid[length, variance] = value  #: grid[length, variance] () is other
best = max(grid, key=grid.get)

gx = np.linspace(-3, 3, 5)  #: gx (5,)
GX, GY = np.meshgrid(gx, np.linspace(-2, 2, 3))  #: GX (3, 5); GY (3, 5)
X2 = np.c_[GX.ravel(), GY.ravel()]  #: X2 (15, 2)
Y2 = np.sin(0.5 * np.linalg.norm(X2, axis=1)) + 0.01 * rng.standard_normal(len(X2))  #: Y2 (15,)
mu2, _, _ = posterior(X2, Y2, X2 + 0.1, noise=0.1)  #: _ (15, 15) | () is other; mu2 (15,)
surface = mu2.reshape(GX.shape)  #: surface (3, 5)
inside = (lower <= upper).all()  #: inside ()

# Nadaraya-Watson and nearest-centre features
weights = rbf(X_test, X_train, length=0.3)  #: weights (29, 7)
smoothed = weights @ y_train / weights.sum(axis=1, keepdims=True)  #: smoothed (29, 1)
centres = X_train[::2]  #: centres (4, 1)
Phi = np.hstack((np.ones((len(X_train), 1)), rbf(X_train, centres)))  #: Phi (7, 5)
w = np.linalg.lstsq(Phi, y_train, rcond=None)[0]  #: w (5, 1)
print(mu.shape, samples.shape, surface.shape, bool(inside), best, w.shape)
