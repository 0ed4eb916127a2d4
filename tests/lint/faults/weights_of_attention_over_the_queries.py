import numpy as np


def attend(Q, K, V):
    scores = Q @ K.T / np.sqrt(Q.shape[-1])
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    weights = raised / raised.sum(axis=-1)
    return weights @ V


rng = np.random.default_rng(29)
words = rng.normal(size=(5, 8))
Wq, Wk, Wv = (rng.normal(size=(8, 4)) for _ in range(3))
mixed = attend(words @ Wq, words @ Wk, words @ Wv)
print(mixed)
