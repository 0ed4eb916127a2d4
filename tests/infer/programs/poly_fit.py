# Polynomials fitted by least squares, with a penalty and by QR.
import numpy as np

x = np.linspace(-2, 2, 41)  #: x (41,)
rng = np.random.RandomState(10)
y = 1.5 * x**3 - x + 2 + rng.normal(scale=0.5, size=x.size)  #: y (41,)

p = np.polyfit(x, y, 3)  #: p (4,)
y_hat = np.polyval(p, x)  #: y_hat (41,)
V = np.vander(x, 4)  #: V (41, 4)
beta = np.linalg.pinv(V).dot(y)  #: beta (4,)

degrees = range(1, 7)
train_err, val_err = [], []
perm = rng.permutation(x.size)  #: perm (41,)
train, val = perm[:31], perm[31:]  #: train (31,); val (10,)
for deg in degrees:
    A = np.array([x[train] ** k for k in range(deg + 1)]).T  #: A (31, 2) | (31, 3) | (31, 4) | (31, 5) | (31, 6) | (31, 7)
    B = np.array([x[val] ** k for k in range(deg + 1)]).T  #: B (10, 2) | (10, 3) | (10, 4) | (10, 5) | (10, 6) | (10, 7)
    theta, *_ = np.linalg.lstsq(A, y[train], rcond=None)  #: theta (2,) | (3,) | (4,) | (5,) | (6,) | (7,)
    train_err.append(np.mean((A @ theta - y[train]) ** 2))
    val_err.append(np.mean((B @ theta - y[val]) ** 2))
errors = np.array([train_err, val_err])  #: errors (2, 6)
best = degrees[int(np.argmin(errors[1]))]

# ridge path with a QR decomposition of the augmented system
lams = np.logspace(-3, 2, 13)  #: lams (13,)
D = np.vander(x, 7, increasing=True)  #: D (41, 7)
path = np.zeros((len(lams), D.shape[1]))  #: path (13, 7)
for i, lam in enumerate(lams):  #: lam ()
    aug = np.vstack([D, np.sqrt(lam) * np.eye(D.shape[1])])  #: aug (48, 7)
    rhs = np.concatenate([y, np.zeros(D.shape[1])])  #: rhs (48,)
    q, r = np.linalg.qr(aug)  #: q (48, 7); r (7, 7)
    path[i] = np.linalg.solve(r, q.T @ rhs)
shrink = np.linalg.norm(path, axis=1)  #: shrink (13,)

# locally weighted regression
xs = np.linspace(-2, 2, 23)  #: xs (23,)
ys = np.zeros_like(xs)  #: ys (23,)
for i, x0 in enumerate(xs):  #: x0 ()
    w = np.exp(-((x - x0) ** 2) / 0.1)  #: w (41,)
    A1 = np.stack((np.ones_like(x), x), axis=-1)  #: A1 (41, 2)
    WA = A1 * w[:, np.newaxis]  #: WA (41, 2)
    coef = np.linalg.solve(A1.T @ WA, WA.T @ y)  #: coef (2,)
    ys[i] = coef[0] + coef[1] * x0
print(np.allclose(p, beta), errors.shape, shrink.shape, ys.shape, best >= 1)
