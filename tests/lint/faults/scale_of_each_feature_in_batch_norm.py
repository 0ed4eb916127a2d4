import numpy as np


def batch_norm(Z, gamma, beta, eps=1e-5):
    mu = Z.mean(axis=1, keepdims=True)
    var = Z.var(axis=1, keepdims=True)
    return gamma * (Z - mu) / np.sqrt(var + eps) + beta


rng = np.random.default_rng(17)
Z = rng.normal(size=(6, 20))
gamma = np.linspace(0.5, 1.5, 6)
beta = np.zeros((6, 1))
normed = batch_norm(Z, gamma, beta)
print(normed)
