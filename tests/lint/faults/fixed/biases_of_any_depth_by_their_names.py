import numpy as np


def backward(dZ, cache, l):
    A_prev = cache[f"A{l - 1}"]
    m = A_prev.shape[1]
    return {f"dW{l}": dZ @ A_prev.T / m, f"db{l}": np.sum(dZ, axis=1, keepdims=True) / m}


rng = np.random.default_rng(203)
cache = {"A0": rng.normal(size=(3, 10)), "A1": rng.normal(size=(5, 10))}
parameters = {"W1": rng.normal(size=(5, 3)), "b1": np.zeros((5, 1))}
parameters |= {"W2": rng.normal(size=(2, 5)), "b2": np.zeros((2, 1))}
grads = {}
grads.update(backward(rng.normal(size=(2, 10)), cache, 2))
grads.update(backward(rng.normal(size=(5, 10)), cache, 1))
for l in (1, 2):
    parameters[f"W{l}"] = parameters[f"W{l}"] - 0.1 * grads[f"dW{l}"]
    parameters[f"b{l}"] = parameters[f"b{l}"] - 0.1 * grads[f"db{l}"]
print(parameters)
