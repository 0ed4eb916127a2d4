import numpy as np


def g(z):
    return 1.0 / (1.0 + np.exp(-z))


def newton(X, y, steps=8, ridge=1e-3):
    n, d = X.shape
    w = np.zeros(d)
    for _ in range(steps):
        p = g(X @ w)
        grad = X.T @ (p - y) + ridge * w
        s = p * (1 - p)
        hess = (X * s[:, None]).T @ X + ridge * np.eye(d)
        delta = np.linalg.solve(hess, grad)
        w -= delta
    cov = np.linalg.inv(hess)
    se = np.sqrt(np.diag(cov))
    return w, se


def map_feature(x1, x2, degree=3):
    out = [np.ones(x1.shape[0])]
    for i in range(1, degree + 1):
        for j in range(i + 1):
            out.append(x1 ** (i - j) * x2**j)
    return np.stack(out, axis=1)


rng = np.random.default_rng(0)
pts = rng.uniform(-1, 1, size=(53, 2))
label = (pts[:, 0] ** 2 + pts[:, 1] ** 2 < 0.5).astype(float)
F = map_feature(pts[:, 0], pts[:, 1])
w, se = newton(F, label)
z_scores = w / se
prob = g(F @ w)
pred = prob >= 0.5
tp = np.sum(pred & (label == 1))
confusion = np.zeros((2, 2), dtype=int)
for t, p in zip(label.astype(int), pred.astype(int)):
    confusion[t, p] += 1
u = np.linspace(-1, 1, 11)
v = np.linspace(-1, 1, 13)
zz = np.zeros((len(u), len(v)))
for i in range(len(u)):
    for j in range(len(v)):
        feature = map_feature(np.array([u[i]]), np.array([v[j]]))
        zz[i, j] = (feature @ w)[0]
zz = zz.T
print(confusion.tolist(), zz.shape, int(tp) == confusion[1, 1])
