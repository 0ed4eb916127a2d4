"""A multi-class MLP with f-string keys; the examples are columns."""
import numpy as np

rng = np.random.default_rng(42)
LAYERS = (13, 11, 7, 3)


def init(layers):
    params = dict()
    for l, (fan_in, fan_out) in enumerate(zip(layers[:-1], layers[1:]), start=1):
        params[f"W{l}"] = rng.normal(size=(fan_out, fan_in)) * np.sqrt(2.0 / fan_in)  #: params['W1'] (11, 13); params['W2'] (7, 11); params['W3'] (3, 7)
        params[f"b{l}"] = np.zeros((fan_out, 1))  #: params['b1'] (11, 1); params['b2'] (7, 1); params['b3'] (3, 1)
    return params


def softmax(z):
    e = np.exp(z - z.max(axis=0, keepdims=True))  #: e (3, 29)
    return e / e.sum(axis=0, keepdims=True)


def forward(x, params):
    n_layers = len(params) // 2
    cache = {"A0": x}
    a = x  #: a (13, 29)
    for l in range(1, n_layers + 1):
        z = params[f"W{l}"] @ a + params[f"b{l}"]  #: z (11, 29) | (7, 29) | (3, 29)
        a = softmax(z) if l == n_layers else np.tanh(z)  #: a (11, 29) | (7, 29) | (3, 29)
        cache[f"Z{l}"] = z  #: cache['Z1'] (11, 29); cache['Z2'] (7, 29); cache['Z3'] (3, 29)
        cache[f"A{l}"] = a  #: cache['A1'] (11, 29); cache['A2'] (7, 29); cache['A3'] (3, 29)
    return a, cache


def backward(y, params, cache):
    n_layers = len(params) // 2
    m = y.shape[1]
    grads = {}
    dz = cache[f"A{n_layers}"] - y  #: dz (3, 29)
    for l in range(n_layers, 0, -1):
        grads[f"dW{l}"] = dz @ cache[f"A{l-1}"].T / m  #: grads['dW1'] (11, 13); grads['dW2'] (7, 11); grads['dW3'] (3, 7)
        grads[f"db{l}"] = dz.mean(axis=1, keepdims=True)  #: grads['db1'] (11, 1); grads['db2'] (7, 1); grads['db3'] (3, 1)
        if l > 1:
            da = params[f"W{l}"].T @ dz  #: da (7, 29) | (11, 29)
            dz = da * (1 - cache[f"A{l-1}"] ** 2)  #: dz (7, 29) | (11, 29)
    return grads


def step(params, grads, lr):
    for key in params:
        params[key] -= lr * grads["d" + key]  #: params['W1'] (11, 13); params['W2'] (7, 11); params['W3'] (3, 7); params['b1'] (11, 1); params['b2'] (7, 1); params['b3'] (3, 1)


x = rng.normal(size=(13, 29))  #: x (13, 29)
labels = rng.integers(0, 3, size=29)  #: labels (29,)
y = np.eye(3)[labels].T  #: y (3, 29)

params = init(LAYERS)
history = []
for epoch in range(20):
    probs, cache = forward(x, params)  #: probs (3, 29)
    loss = -np.mean(np.sum(y * np.log(probs + 1e-9), axis=0))  #: loss ()
    history.append(loss)
    grads = backward(y, params, cache)
    step(params, grads, lr=0.1)

pred = np.argmax(probs, axis=0)  #: pred (29,)
accuracy = np.mean(pred == labels)  #: accuracy ()
print(f"loss {history[0]:.3f} -> {history[-1]:.3f}, accuracy {accuracy:.2f}")
