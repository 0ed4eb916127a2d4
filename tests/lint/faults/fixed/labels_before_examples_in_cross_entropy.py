import numpy as np

rng = np.random.default_rng(18)
logits = rng.normal(size=(10, 4))
target = rng.integers(0, 4, size=10)
target[0] = 3
probs = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
picked = probs[np.arange(10), target]
loss = -np.log(picked).mean()
print(loss)
