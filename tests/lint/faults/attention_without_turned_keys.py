import numpy as np


def attention(Q, K, V):
    scores = np.matmul(Q, K) / np.sqrt(K.shape[-1])
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.matmul(scores / scores.sum(axis=-1, keepdims=True), V)


rng = np.random.default_rng(237)
Q, K, V = rng.normal(size=(2, 5, 4)), rng.normal(size=(2, 7, 4)), rng.normal(size=(2, 7, 3))
seen = attention(Q, K, V)
print(seen)
