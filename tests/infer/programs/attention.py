"""Multi-head self attention and layer norm in plain NumPy."""
import numpy as np

rng = np.random.default_rng(7)


def softmax(x, axis=-1):
    x = x - x.max(axis=axis, keepdims=True)  #: x (2, 3, 7, 7)
    e = np.exp(x)  #: e (2, 3, 7, 7)
    return e / e.sum(axis=axis, keepdims=True)


def scaled_dot_product_attention(q, k, v, mask=None):
    d_k = q.shape[-1]
    scores = q @ k.swapaxes(-1, -2) / np.sqrt(d_k)  #: scores (2, 3, 7, 7)
    if mask is not None:
        scores = np.where(mask, scores, -1e9)  #: scores (2, 3, 7, 7)
    weights = softmax(scores)  #: weights (2, 3, 7, 7)
    return weights @ v, weights


def split_heads(x, n_heads):
    batch, seq, d_model = x.shape
    return x.reshape(batch, seq, n_heads, d_model // n_heads).transpose(0, 2, 1, 3)


def merge_heads(x):
    batch, heads, seq, depth = x.shape
    return x.transpose(0, 2, 1, 3).reshape(batch, seq, heads * depth)


def layer_norm(x, gamma, beta, eps=1e-5):
    mu = x.mean(-1, keepdims=True)  #: mu (2, 7, 1)
    var = x.var(-1, keepdims=True)  #: var (2, 7, 1)
    return gamma * (x - mu) / np.sqrt(var + eps) + beta


def positional_encoding(length, d_model):
    pos = np.arange(length)[:, None]  #: pos (7, 1)
    i = np.arange(d_model)[None, :]  #: i (1, 15)
    angle = pos / np.power(10000, (2 * (i // 2)) / d_model)  #: angle (7, 15)
    pe = np.zeros((length, d_model))  #: pe (7, 15)
    pe[:, 0::2] = np.sin(angle[:, 0::2])
    pe[:, 1::2] = np.cos(angle[:, 1::2])
    return pe


BATCH, SEQ, HEADS, DEPTH, FF = 2, 7, 3, 5, 31
D = HEADS * DEPTH
tokens = rng.integers(0, 19, size=(BATCH, SEQ))  #: tokens (2, 7)
embedding = rng.normal(size=(19, D))  #: embedding (19, 15)
x = embedding[tokens] + positional_encoding(SEQ, D)  #: x (2, 7, 15)

Wq, Wk, Wv, Wo = (rng.normal(size=(D, D)) / np.sqrt(D) for _ in range(4))  #: Wk (15, 15); Wo (15, 15); Wq (15, 15); Wv (15, 15)
q, k, v = (split_heads(x @ w, HEADS) for w in (Wq, Wk, Wv))  #: k (2, 3, 7, 5); q (2, 3, 7, 5); v (2, 3, 7, 5); w (15, 15)
causal = np.tril(np.ones((SEQ, SEQ), dtype=bool))  #: causal (7, 7)
heads, weights = scaled_dot_product_attention(q, k, v, mask=causal)  #: heads (2, 3, 7, 5); weights (2, 3, 7, 7)
attended = merge_heads(heads) @ Wo  #: attended (2, 7, 15)
h = layer_norm(x + attended, np.ones(D), np.zeros(D))  #: h (2, 7, 15)

W1, b1 = rng.normal(size=(D, FF)), np.zeros(FF)  #: W1 (15, 31); b1 (31,)
W2, b2 = rng.normal(size=(FF, D)), np.zeros(D)  #: W2 (31, 15); b2 (15,)
ff = np.maximum(h @ W1 + b1, 0) @ W2 + b2  #: ff (2, 7, 15)
out = layer_norm(h + ff, np.ones(D), np.zeros(D))  #: out (2, 7, 15)
logits = out @ embedding.T  #: logits (2, 7, 19)
next_token = logits[:, -1].argmax(-1)  #: next_token (2,)
scores = np.einsum("bhqd,bhkd->bhqk", q, k)  #: scores (2, 3, 7, 7)
context = np.einsum("bhqk,bhkd->bqhd", weights, v).reshape(BATCH, SEQ, -1)  #: context (2, 7, 15)
print(out.shape, logits.shape, next_token.shape, scores.shape, np.allclose(context, merge_heads(heads)))
