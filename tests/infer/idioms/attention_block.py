"""Scaled dot-product attention, with one head and with several, in rows."""

import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def scaled_dot_product_attention(Q, K, V):
    d_k = Q.shape[-1]
    scores = Q @ K.T / np.sqrt(d_k)
    weights = softmax(scores, axis=1)
    return weights @ V, weights


def self_attention(X, W_q, W_k, W_v):
    Q = X @ W_q
    K = X @ W_k
    V = X @ W_v
    scores = np.dot(Q, K.T) / np.sqrt(K.shape[1])
    scores = np.where(np.tril(np.ones((X.shape[0], X.shape[0]))) == 0, -1e9, scores)
    weights = softmax(scores)
    return np.dot(weights, V)


class MultiHeadAttention:
    def __init__(self, d_model, n_heads):
        self.n_heads = n_heads
        self.d_head = d_model // n_heads
        self.W_q = np.random.randn(d_model, d_model) * 0.1
        self.W_k = np.random.randn(d_model, d_model) * 0.1
        self.W_v = np.random.randn(d_model, d_model) * 0.1
        self.W_o = np.random.randn(d_model, d_model) * 0.1

    def split(self, x):
        batch, length, d_model = x.shape
        return x.reshape(batch, length, self.n_heads, self.d_head).transpose(0, 2, 1, 3)

    def forward(self, x, mask=None):
        batch, length, d_model = x.shape
        q = self.split(x @ self.W_q)
        k = self.split(x @ self.W_k)
        v = self.split(x @ self.W_v)
        scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(self.d_head)
        if mask is not None:
            scores = scores + mask * -1e9
        weights = softmax(scores)
        out = (weights @ v).transpose(0, 2, 1, 3).reshape(batch, length, d_model)
        return out @ self.W_o


class FeedForward:
    def __init__(self, d_model, d_hidden):
        self.W1 = np.random.randn(d_model, d_hidden) * 0.1
        self.b1 = np.zeros(d_hidden)
        self.W2 = np.random.randn(d_hidden, d_model) * 0.1
        self.b2 = np.zeros(d_model)

    def forward(self, x):
        hidden = np.maximum(0, x @ self.W1 + self.b1)
        return hidden @ self.W2 + self.b2


class EncoderLayer:
    def __init__(self, d_model, n_heads, d_hidden):
        self.attention = MultiHeadAttention(d_model, n_heads)
        self.feed_forward = FeedForward(d_model, d_hidden)
        self.gamma = np.ones(d_model)

    def norm(self, x):
        mean = x.mean(axis=-1, keepdims=True)
        std = x.std(axis=-1, keepdims=True)
        return self.gamma * (x - mean) / (std + 1e-6)

    def forward(self, x):
        x = self.norm(x + self.attention.forward(x))
        return self.norm(x + self.feed_forward.forward(x))


np.random.seed(0)
out, weights = scaled_dot_product_attention(np.random.rand(5, 7), np.random.rand(11, 7), np.random.rand(11, 3))
context = self_attention(np.random.rand(5, 13), np.random.rand(13, 7), np.random.rand(13, 7), np.random.rand(13, 3))
encoded = EncoderLayer(12, 3, 17).forward(np.random.rand(2, 5, 12))
print(out.shape, weights.shape, context.shape, encoded.shape)
