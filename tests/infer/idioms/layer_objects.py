# Layers as objects, each with forward, backward and its own weights; a network goes through a list of them.
import numpy as np


class Dense:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_in, n_out) * 0.1
        self.b = np.zeros(n_out)
        self.x = None
        self.dW = None
        self.db = None

    def forward(self, x):
        self.x = x
        return np.dot(x, self.W) + self.b

    def backward(self, dout):
        dx = np.dot(dout, self.W.T)
        self.dW = np.dot(self.x.T, dout)
        self.db = np.sum(dout, axis=0)
        return dx

    def update(self, lr):
        self.W -= lr * self.dW
        self.b -= lr * self.db


class Relu:
    def __init__(self):
        self.mask = None

    def forward(self, x):
        self.mask = x <= 0
        out = x.copy()
        out[self.mask] = 0
        return out

    def backward(self, dout):
        dout[self.mask] = 0
        return dout

    def update(self, lr):
        pass


class SoftmaxWithLoss:
    def __init__(self):
        self.y = None
        self.t = None

    def forward(self, x, t):
        self.t = t
        e = np.exp(x - np.max(x, axis=1, keepdims=True))
        self.y = e / np.sum(e, axis=1, keepdims=True)
        return -np.sum(t * np.log(self.y + 1e-7)) / t.shape[0]

    def backward(self):
        return (self.y - self.t) / self.t.shape[0]


class Network:
    def __init__(self, input_size, hidden_sizes, output_size):
        self.layers = []
        size = input_size
        for hidden in hidden_sizes:
            self.layers.append(Dense(size, hidden))
            self.layers.append(Relu())
            size = hidden
        self.layers.append(Dense(size, output_size))
        self.last = SoftmaxWithLoss()

    def predict(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def loss(self, x, t):
        return self.last.forward(self.predict(x), t)

    def train_step(self, x, t, lr=0.1):
        loss = self.loss(x, t)
        dout = self.last.backward()
        for layer in reversed(self.layers):
            dout = layer.backward(dout)
        for layer in self.layers:
            layer.update(lr)
        return loss

    def accuracy(self, x, t):
        y = self.predict(x)
        return np.sum(np.argmax(y, axis=1) == np.argmax(t, axis=1)) / x.shape[0]


np.random.seed(0)
x = np.random.rand(17, 11)
t = np.eye(3)[np.random.randint(0, 3, 17)]
net = Network(11, [7, 5], 3)
for _ in range(3):
    loss = net.train_step(x, t)
print(loss, net.accuracy(x, t))
