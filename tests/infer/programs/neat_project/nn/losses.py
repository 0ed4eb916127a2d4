import numpy as np


def softmax(scores):
    shifted = scores - scores.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    return e / e.sum(axis=1, keepdims=True)


def softmax_cross_entropy(scores, t):
    n = scores.shape[0]
    p = softmax(scores)
    picked = p[np.arange(n), t]
    loss = -np.log(picked + 1e-12).mean()
    d = p.copy()
    d[np.arange(n), t] -= 1
    d = d / n
    return loss, d
