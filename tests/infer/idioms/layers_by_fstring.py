# L layers in rows: f-strings as keys, a dictionary for what the way back needs, no asserts.
import numpy as np


def init_weights(sizes, seed=0):
    rng = np.random.default_rng(seed)
    params = {}
    for i in range(1, len(sizes)):
        params[f"W{i}"] = rng.standard_normal((sizes[i - 1], sizes[i])) * np.sqrt(2 / sizes[i - 1])
        params[f"b{i}"] = np.zeros((1, sizes[i]))
    return params


def softmax(Z):
    shifted = Z - Z.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    return e / e.sum(axis=1, keepdims=True)


def forward_pass(X, params):
    depth = len(params) // 2
    cache = {"A0": X}
    A = X
    for i in range(1, depth + 1):
        Z = A @ params[f"W{i}"] + params[f"b{i}"]
        A = softmax(Z) if i == depth else np.maximum(Z, 0)
        cache[f"Z{i}"] = Z
        cache[f"A{i}"] = A
    return A, cache


def cross_entropy(probabilities, targets):
    n = targets.shape[0]
    return -np.sum(targets * np.log(probabilities + 1e-12)) / n


def backward_pass(params, cache, targets):
    depth = len(params) // 2
    n = targets.shape[0]
    grads = {}
    dZ = cache[f"A{depth}"] - targets
    for i in range(depth, 0, -1):
        grads[f"dW{i}"] = cache[f"A{i - 1}"].T @ dZ / n
        grads[f"db{i}"] = np.sum(dZ, axis=0, keepdims=True) / n
        if i > 1:
            dA = dZ @ params[f"W{i}"].T
            dZ = dA * (cache[f"Z{i - 1}"] > 0)
    return grads


def sgd_step(params, grads, lr):
    for i in range(1, len(params) // 2 + 1):
        params[f"W{i}"] -= lr * grads[f"dW{i}"]
        params[f"b{i}"] -= lr * grads[f"db{i}"]
    return params


def train(X, targets, sizes, lr=0.1, epochs=3):
    params = init_weights(sizes)
    history = []
    for _ in range(epochs):
        probabilities, cache = forward_pass(X, params)
        history.append(cross_entropy(probabilities, targets))
        grads = backward_pass(params, cache, targets)
        params = sgd_step(params, grads, lr)
    return params, history


def accuracy(X, labels, params):
    probabilities, _ = forward_pass(X, params)
    return np.mean(np.argmax(probabilities, axis=1) == labels)


if __name__ == "__main__":
    rng = np.random.default_rng(5)
    X = rng.standard_normal((17, 11))
    labels = rng.integers(0, 3, 17)
    params, history = train(X, np.eye(3)[labels], [11, 7, 5, 3])
    print(len(history), accuracy(X, labels, params))
