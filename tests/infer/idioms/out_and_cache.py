# Layers as pairs of functions that return what they compute and a cache; examples in rows.
import numpy as np


def affine_forward(x, w, b):
    rows = x.reshape(x.shape[0], -1)
    out = rows.dot(w) + b
    cache = (x, w, b)
    return out, cache


def affine_backward(dout, cache):
    x, w, b = cache
    dx = dout.dot(w.T).reshape(x.shape)
    dw = x.reshape(x.shape[0], -1).T.dot(dout)
    db = np.sum(dout, axis=0)
    return dx, dw, db


def relu_forward(x):
    return np.maximum(0, x), x


def relu_backward(dout, cache):
    return dout * (cache > 0)


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D))
    running_var = bn_param.get("running_var", np.zeros(D))
    cache = None
    if mode == "train":
        mu = x.mean(axis=0)
        var = x.var(axis=0)
        std = np.sqrt(var + eps)
        x_hat = (x - mu) / std
        out = gamma * x_hat + beta
        cache = (x_hat, gamma, std)
        running_mean = momentum * running_mean + (1 - momentum) * mu
        running_var = momentum * running_var + (1 - momentum) * var
    else:
        out = gamma * (x - running_mean) / np.sqrt(running_var + eps) + beta
    bn_param["running_mean"] = running_mean
    bn_param["running_var"] = running_var
    return out, cache


def batchnorm_backward(dout, cache):
    x_hat, gamma, std = cache
    N, D = dout.shape
    dbeta = dout.sum(axis=0)
    dgamma = np.sum(dout * x_hat, axis=0)
    dx_hat = dout * gamma
    dx = (N * dx_hat - dx_hat.sum(axis=0) - x_hat * np.sum(dx_hat * x_hat, axis=0)) / (N * std)
    return dx, dgamma, dbeta


def svm_loss(scores, y):
    N = scores.shape[0]
    correct = scores[np.arange(N), y]
    margins = np.maximum(0, scores - correct[:, np.newaxis] + 1.0)
    margins[np.arange(N), y] = 0
    loss = np.sum(margins) / N
    positive = np.sum(margins > 0, axis=1)
    dscores = np.zeros_like(scores)
    dscores[margins > 0] = 1
    dscores[np.arange(N), y] -= positive
    return loss, dscores / N


def softmax_loss(scores, y):
    shifted = scores - np.max(scores, axis=1, keepdims=True)
    total = np.sum(np.exp(shifted), axis=1, keepdims=True)
    log_probs = shifted - np.log(total)
    probs = np.exp(log_probs)
    N = scores.shape[0]
    loss = -np.sum(log_probs[np.arange(N), y]) / N
    dscores = probs.copy()
    dscores[np.arange(N), y] -= 1
    return loss, dscores / N


class ThreeLayers:
    def __init__(self, d=6, h=7, c=4, scale=1e-2, reg=0.1):
        self.params = {}
        self.reg = reg
        self.params["W1"] = scale * np.random.randn(d, h)
        self.params["b1"] = np.zeros(h)
        self.params["gamma"] = np.ones(h)
        self.params["beta"] = np.zeros(h)
        self.params["W2"] = scale * np.random.randn(h, c)
        self.params["b2"] = np.zeros(c)
        self.bn_param = {"mode": "train"}

    def loss(self, X, y=None):
        W1, b1 = self.params["W1"], self.params["b1"]
        W2, b2 = self.params["W2"], self.params["b2"]
        a1, cache1 = affine_forward(X, W1, b1)
        n1, cache_n = batchnorm_forward(a1, self.params["gamma"], self.params["beta"], self.bn_param)
        h1, cache_r = relu_forward(n1)
        scores, cache2 = affine_forward(h1, W2, b2)
        if y is None:
            return scores
        loss, dscores = softmax_loss(scores, y)
        loss += 0.5 * self.reg * (np.sum(W1 * W1) + np.sum(W2 * W2))
        grads = {}
        dh1, grads["W2"], grads["b2"] = affine_backward(dscores, cache2)
        dn1 = relu_backward(dh1, cache_r)
        da1, grads["gamma"], grads["beta"] = batchnorm_backward(dn1, cache_n)
        dx, grads["W1"], grads["b1"] = affine_backward(da1, cache1)
        grads["W1"] += self.reg * W1
        grads["W2"] += self.reg * W2
        return loss, grads


np.random.seed(0)
X, y = np.random.randn(11, 6), np.random.randint(0, 4, 11)
net = ThreeLayers()
for _ in range(2):
    loss, grads = net.loss(X, y)
    for name in net.params:
        net.params[name] -= 0.1 * grads[name]
print(loss, net.loss(X).shape, svm_loss(net.loss(X), y)[1].shape)
