# Attention with several heads, layer norm and a feed-forward part, as functions; axes: batch, time, features.
import numpy as np


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def split_heads(x, heads):
    batch, time, d = x.shape
    return x.reshape(batch, time, heads, d // heads).transpose(0, 2, 1, 3)


def merge_heads(x):
    batch, heads, time, size = x.shape
    return x.transpose(0, 2, 1, 3).reshape(batch, time, heads * size)


def scaled_dot_product(q, k, v, mask=None):
    d_k = q.shape[-1]
    scores = q @ k.transpose(0, 1, 3, 2) / np.sqrt(d_k)
    if mask is not None:
        scores = scores + mask * -1e9
    weights = softmax(scores)
    return weights @ v, weights


def make_params(d_model, d_ff, rng):
    return {
        "Wq": rng.normal(size=(d_model, d_model)),
        "Wk": rng.normal(size=(d_model, d_model)),
        "Wv": rng.normal(size=(d_model, d_model)),
        "Wo": rng.normal(size=(d_model, d_model)),
        "W1": rng.normal(size=(d_model, d_ff)),
        "b1": np.zeros(d_ff),
        "W2": rng.normal(size=(d_ff, d_model)),
        "b2": np.zeros(d_model),
        "gain": np.ones(d_model),
        "shift": np.zeros(d_model),
    }


def layer_norm(x, gain, shift, eps=1e-6):
    mean = x.mean(axis=-1, keepdims=True)
    std = x.std(axis=-1, keepdims=True)
    return gain * (x - mean) / (std + eps) + shift


def attention(x, params, heads):
    q = split_heads(x @ params["Wq"], heads)
    k = split_heads(x @ params["Wk"], heads)
    v = split_heads(x @ params["Wv"], heads)
    out, weights = scaled_dot_product(q, k, v)
    return merge_heads(out) @ params["Wo"], weights


def feed_forward(x, params):
    hidden = np.maximum(0, x @ params["W1"] + params["b1"])
    return hidden @ params["W2"] + params["b2"]


def encoder_layer(x, params, heads):
    attended, _ = attention(x, params, heads)
    x = layer_norm(x + attended, params["gain"], params["shift"])
    return layer_norm(x + feed_forward(x, params), params["gain"], params["shift"])


def positional_encoding(length, d_model):
    positions = np.arange(length)[:, np.newaxis]
    rates = 1 / np.power(10000, np.arange(0, d_model, 2) / d_model)
    angles = positions * rates[np.newaxis, :]
    table = np.zeros((length, d_model))
    table[:, 0::2] = np.sin(angles)
    table[:, 1::2] = np.cos(angles)
    return table


rng = np.random.default_rng(0)
params = make_params(8, 13, rng)
x = rng.normal(size=(3, 5, 8)) + positional_encoding(5, 8)
print(encoder_layer(x, params, 2).shape)
