import numpy as np

rng = np.random.default_rng(24)
X, truth = rng.normal(size=(25, 3)), rng.integers(0, 2, size=25)
w = rng.normal(size=(3, 1))
guess = (X @ w > 0).astype(int).ravel()
accuracy = (guess == truth).mean()
print(accuracy)
