import numpy as np


def positions(length, width):
    angle = np.arange(length)[:, None] / 100 ** (np.arange(width)[None, :] / width)
    return np.sin(angle)


rng = np.random.default_rng(238)
table, place = rng.normal(size=(30, 6)), positions(50, 6)
words = table[rng.integers(0, 30, size=(3, 11))]
coded = words + place[: words.shape[1]]
print(coded)
