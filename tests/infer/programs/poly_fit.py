import numpy as np

x = np.linspace(-2, 2, 41)
rng = np.random.RandomState(10)
y = 1.5 * x**3 - x + 2 + rng.normal(scale=0.5, size=x.size)

p = np.polyfit(x, y, 3)
y_hat = np.polyval(p, x)
V = np.vander(x, 4)
beta = np.linalg.pinv(V).dot(y)

degrees = range(1, 7)
train_err, val_err = [], []
perm = rng.permutation(x.size)
train, val = perm[:31], perm[31:]
for deg in degrees:
    A = np.array([x[train] ** k for k in range(deg + 1)]).T
    B = np.array([x[val] ** k for k in range(deg + 1)]).T
    theta, *_ = np.linalg.lstsq(A, y[train], rcond=None)
    train_err.append(np.mean((A @ theta - y[train]) ** 2))
    val_err.append(np.mean((B @ theta - y[val]) ** 2))
errors = np.array([train_err, val_err])
best = degrees[int(np.argmin(errors[1]))]

# ridge path with a QR decomposition of the augmented system
lams = np.logspace(-3, 2, 13)
D = np.vander(x, 7, increasing=True)
path = np.zeros((len(lams), D.shape[1]))
for i, lam in enumerate(lams):
    aug = np.vstack([D, np.sqrt(lam) * np.eye(D.shape[1])])
    rhs = np.concatenate([y, np.zeros(D.shape[1])])
    q, r = np.linalg.qr(aug)
    path[i] = np.linalg.solve(r, q.T @ rhs)
shrink = np.linalg.norm(path, axis=1)

# locally weighted regression
xs = np.linspace(-2, 2, 23)
ys = np.zeros_like(xs)
for i, x0 in enumerate(xs):
    w = np.exp(-((x - x0) ** 2) / 0.1)
    A1 = np.stack((np.ones_like(x), x), axis=-1)
    WA = A1 * w[:, np.newaxis]
    coef = np.linalg.solve(A1.T @ WA, WA.T @ y)
    ys[i] = coef[0] + coef[1] * x0
print(np.allclose(p, beta), errors.shape, shrink.shape, ys.shape, best >= 1)
