# Logistic regression by Newton's method.
import numpy as np


def g(z):
    return 1.0 / (1.0 + np.exp(-z))


def newton(X, y, steps=8, ridge=1e-3):
    n, d = X.shape
    w = np.zeros(d)  #: w (10,)
    for _ in range(steps):
        p = g(X @ w)  #: p (53,)
        grad = X.T @ (p - y) + ridge * w  #: grad (10,)
        s = p * (1 - p)  #: s (53,)
        hess = (X * s[:, None]).T @ X + ridge * np.eye(d)  #: hess (10, 10)
        delta = np.linalg.solve(hess, grad)  #: delta (10,)
        w -= delta  #: w (10,)
    cov = np.linalg.inv(hess)  #: cov (10, 10)
    se = np.sqrt(np.diag(cov))  #: se (10,)
    return w, se


def map_feature(x1, x2, degree=3):
    out = [np.ones(x1.shape[0])]
    for i in range(1, degree + 1):
        for j in range(i + 1):
            out.append(x1 ** (i - j) * x2**j)
    return np.stack(out, axis=1)


rng = np.random.default_rng(0)
pts = rng.uniform(-1, 1, size=(53, 2))  #: pts (53, 2)
label = (pts[:, 0] ** 2 + pts[:, 1] ** 2 < 0.5).astype(float)  #: label (53,)
F = map_feature(pts[:, 0], pts[:, 1])  #: F (53, 10)
w, se = newton(F, label)  #: se (10,); w (10,)
z_scores = w / se  #: z_scores (10,)
prob = g(F @ w)  #: prob (53,)
pred = prob >= 0.5  #: pred (53,)
tp = np.sum(pred & (label == 1))  #: tp ()
confusion = np.zeros((2, 2), dtype=int)  #: confusion (2, 2)
for t, p in zip(label.astype(int), pred.astype(int)):  #: p (); t ()
    confusion[t, p] += 1
u = np.linspace(-1, 1, 11)  #: u (11,)
v = np.linspace(-1, 1, 13)  #: v (13,)
zz = np.zeros((len(u), len(v)))  #: zz (11, 13)
for i in range(len(u)):
    for j in range(len(v)):
        feature = map_feature(np.array([u[i]]), np.array([v[j]]))  #: feature (1, 10)
        zz[i, j] = (feature @ w)[0]
zz = zz.T  #: zz (13, 11)
print(confusion.tolist(), zz.shape, int(tp) == confusion[1, 1])
