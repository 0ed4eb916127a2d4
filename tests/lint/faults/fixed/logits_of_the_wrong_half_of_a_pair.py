import numpy as np


def features(pairs):
    left, right = pairs[:, 0], pairs[:, 1]
    return left * right


rng = np.random.default_rng(322)
pairs = rng.normal(size=(9, 2, 4))
w = rng.normal(size=(4, 1))
same = (rng.random(9) > 0.5).astype(float)
logits = features(pairs) @ w[:, 0]
chance = 1 / (1 + np.exp(-logits))
loss = -(same * np.log(chance) + (1 - same) * np.log(1 - chance)).mean()
print(loss)
