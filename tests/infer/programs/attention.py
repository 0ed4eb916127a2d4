"""Multi-head self attention and layer norm in plain NumPy."""
import numpy as np

rng = np.random.default_rng(7)


def softmax(x, axis=-1):
    x = x - x.max(axis=axis, keepdims=True)
    e = np.exp(x)
    return e / e.sum(axis=axis, keepdims=True)


def scaled_dot_product_attention(q, k, v, mask=None):
    d_k = q.shape[-1]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d_k)
    if mask is not None:
        scores = np.where(mask, scores, -1e9)
    weights = softmax(scores)
    return weights @ v, weights


def split_heads(x, n_heads):
    batch, seq, d_model = x.shape
    return x.reshape(batch, seq, n_heads, d_model // n_heads).transpose(0, 2, 1, 3)


def merge_heads(x):
    batch, heads, seq, depth = x.shape
    return x.transpose(0, 2, 1, 3).reshape(batch, seq, heads * depth)


def layer_norm(x, gamma, beta, eps=1e-5):
    mu = x.mean(-1, keepdims=True)
    var = x.var(-1, keepdims=True)
    return gamma * (x - mu) / np.sqrt(var + eps) + beta


def positional_encoding(length, d_model):
    pos = np.arange(length)[:, None]
    i = np.arange(d_model)[None, :]
    angle = pos / np.power(10000, (2 * (i // 2)) / d_model)
    pe = np.zeros((length, d_model))
    pe[:, 0::2] = np.sin(angle[:, 0::2])
    pe[:, 1::2] = np.cos(angle[:, 1::2])
    return pe


BATCH, SEQ, HEADS, DEPTH, FF = 2, 7, 3, 5, 31
D = HEADS * DEPTH
tokens = rng.integers(0, 19, size=(BATCH, SEQ))
embedding = rng.normal(size=(19, D))
x = embedding[tokens] + positional_encoding(SEQ, D)

Wq, Wk, Wv, Wo = (rng.normal(size=(D, D)) / np.sqrt(D) for _ in range(4))
q, k, v = (split_heads(x @ w, HEADS) for w in (Wq, Wk, Wv))
causal = np.tril(np.ones((SEQ, SEQ), dtype=bool))
heads, weights = scaled_dot_product_attention(q, k, v, mask=causal)
attended = merge_heads(heads) @ Wo
h = layer_norm(x + attended, np.ones(D), np.zeros(D))

W1, b1 = rng.normal(size=(D, FF)), np.zeros(FF)
W2, b2 = rng.normal(size=(FF, D)), np.zeros(D)
ff = np.maximum(h @ W1 + b1, 0) @ W2 + b2
out = layer_norm(h + ff, np.ones(D), np.zeros(D))
logits = out @ embedding.T
next_token = logits[:, -1].argmax(-1)
scores = np.einsum("bhqd,bhkd->bhqk", q, k)
context = np.einsum("bhqk,bhkd->bqhd", weights, v).reshape(BATCH, SEQ, -1)
print(out.shape, logits.shape, next_token.shape, scores.shape, np.allclose(context, merge_heads(heads)))
