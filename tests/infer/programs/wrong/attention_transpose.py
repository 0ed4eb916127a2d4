# wrong: line 11 ValueError
import numpy as np


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def attention(q, k, v):
    scores = q @ k / np.sqrt(q.shape[-1])  #! error SHP101; raises ValueError
    return softmax(scores) @ v


rng = np.random.default_rng(0)
q = rng.normal(size=(2, 7, 5))  #: q (2, 7, 5)
k = rng.normal(size=(2, 11, 5))  #: k (2, 11, 5)
v = rng.normal(size=(2, 11, 3))  #: v (2, 11, 3)
out = attention(q, k, v)
print(out.shape)
