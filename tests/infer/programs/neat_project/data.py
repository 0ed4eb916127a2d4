import numpy as np

from config import N_CLASSES, N_FEATURES


def load_data(rng, n=53, test_size=13):
    centres = rng.normal(scale=3, size=(N_CLASSES, N_FEATURES))
    t = rng.integers(N_CLASSES, size=n)
    X = centres[t] + rng.normal(size=(n, N_FEATURES))
    mean, std = X.mean(axis=0), X.std(axis=0)
    X = (X - mean) / std
    return X[test_size:], t[test_size:], X[:test_size], t[:test_size]


def iterate_minibatches(X, t, size):
    assert len(X) == len(t)
    for start in range(0, len(X), size):
        stop = start + size
        yield X[start:stop], t[start:stop]
