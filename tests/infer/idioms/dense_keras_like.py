# A sequence of layers that know their weights by a method build; the caches are in dictionaries; examples in rows.
import numpy as np


class Layer:
    def forward(self, inputs):
        raise NotImplementedError

    def backward(self, grad):
        raise NotImplementedError

    def update(self, lr):
        pass


class Dense(Layer):
    def __init__(self, n_in, units):
        self.weights = np.random.normal(0.0, 0.1, size=(n_in, units))
        self.bias = np.zeros((1, units))
        self.cache = {}

    def forward(self, inputs):
        self.cache["inputs"] = inputs
        return inputs @ self.weights + self.bias

    def backward(self, grad):
        inputs = self.cache["inputs"]
        self.grad_weights = inputs.T @ grad
        self.grad_bias = np.sum(grad, axis=0, keepdims=True)
        return grad @ self.weights.T

    def update(self, lr):
        self.weights -= lr * self.grad_weights
        self.bias -= lr * self.grad_bias


class ReLU(Layer):
    def forward(self, inputs):
        self.mask = inputs > 0
        return inputs * self.mask

    def backward(self, grad):
        return grad * self.mask


class Dropout(Layer):
    def __init__(self, rate):
        self.rate = rate

    def forward(self, inputs):
        self.mask = np.random.rand(*inputs.shape) > self.rate
        return inputs * self.mask / (1 - self.rate)

    def backward(self, grad):
        return grad * self.mask / (1 - self.rate)


class BatchNorm(Layer):
    def __init__(self, units, momentum=0.9):
        self.gamma = np.ones((1, units))
        self.beta = np.zeros((1, units))
        self.running_mean = np.zeros((1, units))
        self.momentum = momentum

    def forward(self, inputs):
        mean = inputs.mean(axis=0, keepdims=True)
        var = inputs.var(axis=0, keepdims=True)
        self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
        self.std = np.sqrt(var + 1e-5)
        self.normed = (inputs - mean) / self.std
        return self.gamma * self.normed + self.beta

    def backward(self, grad):
        m = grad.shape[0]
        self.grad_gamma = np.sum(grad * self.normed, axis=0, keepdims=True)
        self.grad_beta = np.sum(grad, axis=0, keepdims=True)
        dnormed = grad * self.gamma
        total = dnormed.sum(axis=0, keepdims=True)
        dot = np.sum(dnormed * self.normed, axis=0, keepdims=True)
        return (m * dnormed - total - self.normed * dot) / (m * self.std)

    def update(self, lr):
        self.gamma -= lr * self.grad_gamma
        self.beta -= lr * self.grad_beta


class Sequential:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def train_step(self, x, targets, lr):
        logits = self.forward(x)
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        probs = e / e.sum(axis=1, keepdims=True)
        n = x.shape[0]
        loss = -np.mean(np.log(probs[np.arange(n), targets]))
        grad = probs.copy()
        grad[np.arange(n), targets] -= 1
        grad /= n
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
            layer.update(lr)
        return loss


np.random.seed(0)
model = Sequential([Dense(5, 7), BatchNorm(7), ReLU(), Dropout(0.2), Dense(7, 3)])
X, y = np.random.randn(11, 5), np.random.randint(0, 3, 11)
print(model.train_step(X, y, 0.1), model.train_step(X, y, 0.1))
