# The other convention: examples are rows, so X is (m, n) and W is (n_in, n_out)
import numpy as np
from numpy import dot, exp, maximum

X = np.random.RandomState(5).rand(43, 11)
T = np.random.RandomState(6).randint(5, size=(43,))


def one_hot(t, k):
    out = np.zeros((t.size, k))
    out[np.arange(t.size), t] = 1
    return out


def softmax(a):
    a = a - np.max(a, axis=1, keepdims=True)
    e = exp(a)
    return e / np.sum(e, axis=1, keepdims=True)


class Net:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {}
        self.params["W1"] = weight_init_std * np.random.randn(input_size, hidden_size)
        self.params["b1"] = np.zeros(hidden_size)
        self.params["W2"] = weight_init_std * np.random.randn(hidden_size, output_size)
        self.params["b2"] = np.zeros(output_size)

    def predict(self, x):
        W1, W2 = self.params["W1"], self.params["W2"]
        b1, b2 = self.params["b1"], self.params["b2"]
        a1 = dot(x, W1) + b1
        z1 = maximum(a1, 0)
        a2 = dot(z1, W2) + b2
        return softmax(a2), z1

    def loss(self, x, t):
        y, _ = self.predict(x)
        batch_size = y.shape[0]
        return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size

    def accuracy(self, x, t):
        y, _ = self.predict(x)
        return np.sum(np.argmax(y, axis=1) == t) / float(x.shape[0])

    def gradient(self, x, t):
        W2 = self.params["W2"]
        grads = {}
        batch_num = x.shape[0]
        y, z1 = self.predict(x)
        dy = (y - one_hot(t, y.shape[1])) / batch_num
        grads["W2"] = dot(z1.T, dy)
        grads["b2"] = np.sum(dy, axis=0)
        dz1 = dot(dy, W2.T)
        da1 = dz1 * (z1 > 0)
        grads["W1"] = dot(x.T, da1)
        grads["b1"] = np.sum(da1, axis=0)
        return grads


np.random.seed(0)
network = Net(input_size=11, hidden_size=7, output_size=5)
batch_size = 13
train_size = X.shape[0]
losses = []
for i in range(25):
    batch_mask = np.random.choice(train_size, batch_size)
    x_batch = X[batch_mask]
    t_batch = T[batch_mask]
    grad = network.gradient(x_batch, t_batch)
    for key in ("W1", "b1", "W2", "b2"):
        network.params[key] -= 0.1 * grad[key]
    losses.append(network.loss(x_batch, t_batch))
print(network.accuracy(X, T))
