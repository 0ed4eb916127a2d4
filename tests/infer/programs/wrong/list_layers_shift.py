# wrong: line 13 ValueError
import numpy as np


class MLP:
    def __init__(self, sizes):
        self.sizes = sizes
        self.weights = [np.random.randn(n, m) for m, n in zip(sizes[:-1], sizes[1:])]
        self.biases = [np.zeros((n, 1)) for n in sizes[:-1]]

    def forward(self, a):
        for w, b in zip(self.weights, self.biases):
            a = np.tanh(w @ a + b)
        return a


net = MLP([3, 11, 7, 2])
y = net.forward(np.ones((3, 1)))
print(y)
