import numpy as np


class SGD:
    def __init__(self, lr=0.01):
        self.lr = lr

    def update(self, params, grads):
        for p, g in zip(params, grads):
            p -= self.lr * g


class Momentum(SGD):
    def __init__(self, lr=0.01, mu=0.9):
        super().__init__(lr)
        self.mu = mu
        self.velocity = None

    def update(self, params, grads):
        if self.velocity is None:
            self.velocity = [np.zeros_like(p) for p in params]
        for i, (p, g) in enumerate(zip(params, grads)):
            v = self.velocity[i]
            v *= self.mu
            v -= self.lr * g
            p += v
