"""A multi-class MLP with f-string keys; the examples are columns."""
import numpy as np

rng = np.random.default_rng(42)
LAYERS = (13, 11, 7, 3)


def init(layers):
    params = dict()
    for l, (fan_in, fan_out) in enumerate(zip(layers[:-1], layers[1:]), start=1):
        params[f"W{l}"] = rng.normal(size=(fan_out, fan_in)) * np.sqrt(2.0 / fan_in)
        params[f"b{l}"] = np.zeros((fan_out, 1))
    return params


def softmax(z):
    e = np.exp(z - z.max(axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


def forward(x, params):
    n_layers = len(params) // 2
    cache = {"A0": x}
    a = x
    for l in range(1, n_layers + 1):
        z = params[f"W{l}"] @ a + params[f"b{l}"]
        a = softmax(z) if l == n_layers else np.tanh(z)
        cache[f"Z{l}"] = z
        cache[f"A{l}"] = a
    return a, cache


def backward(y, params, cache):
    n_layers = len(params) // 2
    m = y.shape[1]
    grads = {}
    dz = cache[f"A{n_layers}"] - y
    for l in range(n_layers, 0, -1):
        grads[f"dW{l}"] = dz @ cache[f"A{l-1}"].T / m
        grads[f"db{l}"] = dz.mean(axis=1, keepdims=True)
        if l > 1:
            da = params[f"W{l}"].T @ dz
            dz = da * (1 - cache[f"A{l-1}"] ** 2)
    return grads


def step(params, grads, lr):
    for key in params:
        params[key] -= lr * grads["d" + key]


x = rng.normal(size=(13, 29))
labels = rng.integers(0, 3, size=29)
y = np.eye(3)[labels].T

params = init(LAYERS)
history = []
for epoch in range(20):
    probs, cache = forward(x, params)
    loss = -np.mean(np.sum(y * np.log(probs + 1e-9), axis=0))
    history.append(loss)
    grads = backward(y, params, cache)
    step(params, grads, lr=0.1)

pred = np.argmax(probs, axis=0)
accuracy = np.mean(pred == labels)
print(f"loss {history[0]:.3f} -> {history[-1]:.3f}, accuracy {accuracy:.2f}")
