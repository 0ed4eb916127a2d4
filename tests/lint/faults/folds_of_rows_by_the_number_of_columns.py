import numpy as np

rng = np.random.default_rng(310)
X, y = rng.normal(size=(12, 4)), rng.normal(size=12)
scores = []
for fold in np.array_split(np.arange(X.shape[0]), 3):
    held = np.zeros(X.shape[1], dtype=bool)
    held[fold] = True
    coef = np.linalg.lstsq(X[~held], y[~held], rcond=None)[0]
    scores.append(float(((X[held] @ coef - y[held]) ** 2).mean()))
mean = sum(scores) / 3
print(mean)
