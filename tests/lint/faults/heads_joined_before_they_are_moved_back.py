import numpy as np

rng = np.random.default_rng(307)
batch, length, width, heads = 2, 5, 8, 4
x = rng.normal(size=(batch, length, width))
Wq, Wk, Wv, Wo = (rng.normal(size=(width, width)) for _ in range(4))


def split(y):
    return y.reshape(batch, length, heads, width // heads).transpose(0, 2, 1, 3)


scores = split(x @ Wq) @ split(x @ Wk).transpose(0, 1, 3, 2)
raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
mixed = (raised / raised.sum(axis=-1, keepdims=True)) @ split(x @ Wv)
joined = mixed.transpose(0, 2, 3, 1).reshape(batch, width, length)
out = joined @ Wo
print(out)
