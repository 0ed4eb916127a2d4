import numpy as np


def r_squared(truth, guess):
    left = ((truth - guess) ** 2).sum()
    return 1 - left / ((truth - truth.mean()) ** 2).sum()


rng = np.random.default_rng(202)
x = rng.normal(size=(16, 1))
y = 2 * x[:, 0] + 0.1 * rng.normal(size=16)
slope = np.array([[2.0]])
score = r_squared(y, x @ slope)
print(score)
