# The other convention: examples are rows, so X is (m, n) and W is (n_in, n_out).
import numpy as np
from numpy import dot, exp, maximum

X = np.random.RandomState(5).rand(43, 11)  #: X (43, 11)
T = np.random.RandomState(6).randint(5, size=(43,))  #: T (43,)


def one_hot(t, k):
    out = np.zeros((t.size, k))  #: out (13, 5)
    out[np.arange(t.size), t] = 1
    return out


def softmax(a):
    a = a - np.max(a, axis=1, keepdims=True)  #: a (13, 5) | (43, 5)
    e = exp(a)  #: e (13, 5) | (43, 5)
    return e / np.sum(e, axis=1, keepdims=True)


class Net:
    def __init__(self, input_size, hidden_size, output_size, weight_init_std=0.01):
        self.params = {}
        self.params["W1"] = weight_init_std * np.random.randn(input_size, hidden_size)  #: self.params['W1'] (11, 7)
        self.params["b1"] = np.zeros(hidden_size)  #: self.params['b1'] (7,)
        self.params["W2"] = weight_init_std * np.random.randn(hidden_size, output_size)  #: self.params['W2'] (7, 5)
        self.params["b2"] = np.zeros(output_size)  #: self.params['b2'] (5,)

    def predict(self, x):
        W1, W2 = self.params["W1"], self.params["W2"]  #: W1 (11, 7); W2 (7, 5)
        b1, b2 = self.params["b1"], self.params["b2"]  #: b1 (7,); b2 (5,)
        a1 = dot(x, W1) + b1  #: a1 (13, 7) | (43, 7)
        z1 = maximum(a1, 0)  #: z1 (13, 7) | (43, 7)
        a2 = dot(z1, W2) + b2  #: a2 (13, 5) | (43, 5)
        return softmax(a2), z1

    def loss(self, x, t):
        y, _ = self.predict(x)  #: _ (13, 7); y (13, 5)
        batch_size = y.shape[0]
        return -np.sum(np.log(y[np.arange(batch_size), t] + 1e-7)) / batch_size

    def accuracy(self, x, t):
        y, _ = self.predict(x)  #: _ (43, 7); y (43, 5)
        return np.sum(np.argmax(y, axis=1) == t) / float(x.shape[0])

    def gradient(self, x, t):
        W2 = self.params["W2"]  #: W2 (7, 5)
        grads = {}
        batch_num = x.shape[0]
        y, z1 = self.predict(x)  #: y (13, 5); z1 (13, 7)
        dy = (y - one_hot(t, y.shape[1])) / batch_num  #: dy (13, 5)
        grads["W2"] = dot(z1.T, dy)  #: grads['W2'] (7, 5)
        grads["b2"] = np.sum(dy, axis=0)  #: grads['b2'] (5,)
        dz1 = dot(dy, W2.T)  #: dz1 (13, 7)
        da1 = dz1 * (z1 > 0)  #: da1 (13, 7)
        grads["W1"] = dot(x.T, da1)  #: grads['W1'] (11, 7)
        grads["b1"] = np.sum(da1, axis=0)  #: grads['b1'] (7,)
        return grads


np.random.seed(0)
network = Net(input_size=11, hidden_size=7, output_size=5)
batch_size = 13
train_size = X.shape[0]
losses = []
for i in range(25):
    batch_mask = np.random.choice(train_size, batch_size)  #: batch_mask (13,)
    x_batch = X[batch_mask]  #: x_batch (13, 11)
    t_batch = T[batch_mask]  #: t_batch (13,)
    grad = network.gradient(x_batch, t_batch)
    for key in ("W1", "b1", "W2", "b2"):
        network.params[key] -= 0.1 * grad[key]  #: network.params['W1'] (11, 7); network.params['W2'] (7, 5); network.params['b1'] (7,); network.params['b2'] (5,)
    losses.append(network.loss(x_batch, t_batch))
print(network.accuracy(X, T))
