import numpy as np


class Network:
    def __init__(self, sizes, seed):
        rng = np.random.default_rng(seed)
        self.W = [rng.normal(size=(n, k)) for k, n in zip(sizes, sizes[1:])]
        self.b = [np.zeros((n, 1)) for n in sizes[1:]]

    def answer(self, x):
        for W, b in zip(self.W, self.b):
            x = 1 / (1 + np.exp(-(W @ x + b)))
        return x


net = Network([4, 6, 3], seed=250)
inputs = np.random.default_rng(251).normal(size=(10, 4))
answers = net.answer(inputs)
best = answers.argmax(axis=0)
print(answers, best)
