import numpy as np


def softmax(scores):
    powers = np.exp(scores - np.max(scores, axis=1))
    return powers / np.sum(powers, axis=1)


rng = np.random.default_rng(8)
chances = softmax(rng.normal(size=(6, 4)))
print(chances)
