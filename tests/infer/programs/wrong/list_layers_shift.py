# wrong: line 13 ValueError
import numpy as np


class MLP:
    def __init__(self, sizes):
        self.sizes = sizes
        self.weights = [np.random.randn(n, m) for m, n in zip(sizes[:-1], sizes[1:])]
        self.biases = [np.zeros((n, 1)) for n in sizes[:-1]]

    def forward(self, a):
        for w, b in zip(self.weights, self.biases):  #: b (3, 1) | (11, 1) | (7, 1) is (3, 1); w (11, 3) | (7, 11) | (2, 7) is (11, 3)
            a = np.tanh(w @ a + b)  #! error SHP102; raises ValueError
        return a


net = MLP([3, 11, 7, 2])
y = net.forward(np.ones((3, 1)))
print(y)
