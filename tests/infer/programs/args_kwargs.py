# Features of any rank and arguments by * and **, put side by side.
import numpy as np


def stack_features(*arrays, axis=1, **options):
    arrays = [a.reshape(len(a), -1) for a in arrays]  #: a (37,) | (37, 3) | (37, 2, 2)
    out = np.concatenate(arrays, axis=axis)  #: out (37, 9) | (37, 4)
    if options.get("intercept", False):
        ones = np.ones((out.shape[0], 1))  #: ones (37, 1)
        out = np.hstack((ones, out))  #: out (37, 5)
    return out


def ridge(X, y, lam=1.0, *, center=True):
    if center:
        mu = X.mean(axis=0)  #: mu (9,)
        Xc = X - mu  #: Xc (37, 9)
        yc = y - y.mean()  #: yc (37,)
    else:
        mu, Xc, yc = np.zeros(X.shape[1]), X, y  #: Xc (37, 9); mu (9,); yc (37,)
    n_features = Xc.shape[1]
    gram = Xc.T @ Xc + lam * np.eye(n_features)  #: gram (9, 9)
    coef = np.linalg.solve(gram, Xc.T @ yc)  #: coef (9,)
    return coef, y.mean() - mu @ coef


def evaluate(model, X, y, metrics=("mse", "mae")):
    coef, intercept = model  #: coef (9,); intercept ()
    pred = X @ coef + intercept  #: pred (37,)
    r = y - pred  #: r (37,)
    table = {"mse": lambda e: np.mean(e**2), "mae": lambda e: np.mean(np.abs(e))}
    return {name: table[name](r) for name in metrics}


def fit_many(X, y, **grid):
    results = {}
    for lam in grid.pop("lams"):
        results[lam] = ridge(X, y, lam, **grid)
    return results


rng = np.random.default_rng(12)
height = rng.normal(170, 9, size=37)  #: height (37,)
weight = rng.normal(70, 8, size=(37,))  #: weight (37,)
tests = rng.normal(size=(37, 3))  #: tests (37, 3)
images = rng.normal(size=(37, 2, 2))  #: images (37, 2, 2)

X = stack_features(height, weight, tests, images, intercept=False)  #: X (37, 9)
X1 = stack_features(tests, height, intercept=True)  #: X1 (37, 5)
true = rng.normal(size=X.shape[1])  #: true (9,)
y = X @ true + 0.1 * rng.normal(size=37)  #: y (37,)

settings = {"lams": [0.1, 1.0, 10.0], "center": True}
models = fit_many(X, y, **settings)
scores = {lam: evaluate(model, X, y)["mse"] for lam, model in models.items()}
best = min(scores, key=scores.get)
coef, intercept = models[best]  #: coef (9,); intercept ()
args = (X, y)
coef2, intercept2 = ridge(*args, center=False)  #: coef2 (9,); intercept2 ()
curve = np.array([scores[k] for k in sorted(scores)])  #: curve (3,)
print(X1.shape, coef.shape, curve.shape, best)
