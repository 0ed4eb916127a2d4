import numpy as np

rng = np.random.default_rng(5)
votes = rng.integers(10, 90, size=(7, 4)).astype(float)


def softmax(scores):
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1)


shares = softmax(votes / 30)
winner = shares.argmax(axis=1)
print(shares, winner)
