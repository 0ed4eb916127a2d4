import numpy as np


class Cell:
    def __init__(self, n_in, n_hidden, batch, rng):
        self.Wx, self.Wh = rng.normal(size=(n_in, n_hidden)), rng.normal(size=(n_hidden, n_hidden))
        self.h = np.zeros((batch, n_hidden))

    def __call__(self, x):
        self.h = np.tanh(x @ self.Wx + self.h @ self.Wh)
        return self.h


rng = np.random.default_rng(306)
words = rng.normal(size=(5, 6, 3))
cell = Cell(3, 4, 6, rng)
states = [cell(word) for word in words]
last = states[-1]
print(last)
