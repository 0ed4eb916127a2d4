# Two layers in rows as a class with its parameters in a dictionary, made by its constructor.
import numpy as np


class TwoLayerNet:
    def __init__(self, input_size, hidden_size, output_size, std=1e-2):
        self.params = {}
        self.params["W1"] = std * np.random.randn(input_size, hidden_size)
        self.params["b1"] = np.zeros(hidden_size)
        self.params["W2"] = std * np.random.randn(hidden_size, output_size)
        self.params["b2"] = np.zeros(output_size)

    def scores(self, X):
        W1, b1 = self.params["W1"], self.params["b1"]
        W2, b2 = self.params["W2"], self.params["b2"]
        hidden = np.maximum(0, X.dot(W1) + b1)
        return hidden.dot(W2) + b2

    def loss(self, X, y=None, reg=0.0):
        W1, b1 = self.params["W1"], self.params["b1"]
        W2, b2 = self.params["W2"], self.params["b2"]
        N, D = X.shape
        z1 = X.dot(W1) + b1
        h1 = np.maximum(0, z1)
        scores = h1.dot(W2) + b2
        if y is None:
            return scores
        shifted = scores - np.max(scores, axis=1, keepdims=True)
        probs = np.exp(shifted) / np.sum(np.exp(shifted), axis=1, keepdims=True)
        loss = -np.log(probs[np.arange(N), y]).mean()
        loss += reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
        grads = {}
        dscores = probs.copy()
        dscores[np.arange(N), y] -= 1
        dscores /= N
        grads["W2"] = h1.T.dot(dscores) + 2 * reg * W2
        grads["b2"] = np.sum(dscores, axis=0)
        dh1 = dscores.dot(W2.T)
        dz1 = dh1 * (z1 > 0)
        grads["W1"] = X.T.dot(dz1) + 2 * reg * W1
        grads["b1"] = np.sum(dz1, axis=0)
        return loss, grads

    def train(self, X, y, rate=1e-1, reg=1e-3, steps=3, batch=7):
        n = X.shape[0]
        losses = []
        for _ in range(steps):
            chosen = np.random.choice(n, batch)
            X_batch = X[chosen]
            y_batch = y[chosen]
            loss, grads = self.loss(X_batch, y=y_batch, reg=reg)
            losses.append(loss)
            self.params["W1"] -= rate * grads["W1"]
            self.params["b1"] -= rate * grads["b1"]
            self.params["W2"] -= rate * grads["W2"]
            self.params["b2"] -= rate * grads["b2"]
        return losses

    def predict(self, X):
        return np.argmax(self.scores(X), axis=1)


np.random.seed(0)
X, y = np.random.randn(17, 11), np.random.randint(0, 3, 17)
net = TwoLayerNet(11, 5, 3)
print(len(net.train(X, y)), net.predict(X).shape)
