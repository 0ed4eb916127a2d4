# wrong: line 18 ValueError
import numpy as np


class Flatten:
    def __call__(self, x):
        self.shape = x.shape
        return x.reshape(len(x), -1)


class Dense:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out) * 0.1  #: self.W (75, 17) | (13, 2)
        self.b = np.zeros(n_out)  #: self.b (17,) | (2,)

    def __call__(self, x):
        self.x = x  #: self.x (7, 75) | (7, 17)
        return x @ self.W + self.b  #! error SHP101; raises ValueError


class Net:
    def __init__(self, *layers):
        self.layers = list(layers)

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)  #: x (7, 75) | (7, 17) | ? is (7, 17) | (7, 75)
        return x


net = Net(Flatten(), Dense(5 * 5 * 3, 17), Dense(13, 2))
scores = net(np.random.rand(7, 5, 5, 3))
print(scores.shape)
