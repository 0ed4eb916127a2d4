import numpy as np

rng = np.random.default_rng(25)
batch = rng.normal(size=(6, 4))
W, b = rng.normal(size=(4, 3)), np.zeros(3)
logits = batch @ W + b
e = np.exp(logits - logits.max(axis=1, keepdims=True))
probs = e / e.sum(axis=1, keepdims=True)
loss = -np.log(probs[np.arange(6), [0, 2, 1, 1, 0, 2]]).mean()
print(probs, loss)
