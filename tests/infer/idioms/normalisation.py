# Batch normalisation and layer normalisation with examples in rows, with a cache for the way back.
import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get("running_var", np.zeros(D, dtype=x.dtype))
    if mode == "train":
        mu = np.mean(x, axis=0)
        xc = x - mu
        var = np.mean(xc**2, axis=0)
        std = np.sqrt(var + eps)
        xn = xc / std
        out = gamma * xn + beta
        running_mean = momentum * running_mean + (1 - momentum) * mu
        running_var = momentum * running_var + (1 - momentum) * var
        cache = (xn, xc, std, gamma)
    else:
        xn = (x - running_mean) / np.sqrt(running_var + eps)
        out = gamma * xn + beta
        cache = None
    bn_param["running_mean"] = running_mean
    bn_param["running_var"] = running_var
    return out, cache


def batchnorm_backward(dout, cache):
    xn, xc, std, gamma = cache
    N = dout.shape[0]
    dbeta = np.sum(dout, axis=0)
    dgamma = np.sum(xn * dout, axis=0)
    dxn = dout * gamma
    dxc = dxn / std
    dstd = -np.sum(dxn * xc / std**2, axis=0)
    dvar = 0.5 * dstd / std
    dxc += (2.0 / N) * xc * dvar
    dmu = np.sum(dxc, axis=0)
    dx = dxc - dmu / N
    return dx, dgamma, dbeta


def layernorm_forward(x, gamma, beta, eps=1e-5):
    mu = x.mean(axis=1, keepdims=True)
    var = x.var(axis=1, keepdims=True)
    inv = 1 / np.sqrt(var + eps)
    xhat = (x - mu) * inv
    return gamma * xhat + beta, (xhat, inv, gamma)


def layernorm_backward(dout, cache):
    xhat, inv, gamma = cache
    N, D = dout.shape
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xhat).sum(axis=0)
    dxhat = dout * gamma
    dx = inv / D * (D * dxhat - dxhat.sum(axis=1, keepdims=True) - xhat * (dxhat * xhat).sum(axis=1, keepdims=True))
    return dx, dgamma, dbeta


class BatchNorm:
    def __init__(self, n_features, momentum=0.9):
        self.gamma = np.ones((1, n_features))
        self.beta = np.zeros((1, n_features))
        self.running_mean = np.zeros((1, n_features))
        self.running_var = np.ones((1, n_features))
        self.momentum = momentum

    def forward(self, X, train=True):
        if train:
            mean = X.mean(axis=0, keepdims=True)
            var = X.var(axis=0, keepdims=True)
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            mean, var = self.running_mean, self.running_var
        self.std_inv = 1 / np.sqrt(var + 1e-5)
        self.X_norm = (X - mean) * self.std_inv
        return self.gamma * self.X_norm + self.beta

    def backward(self, grad):
        m = grad.shape[0]
        self.dgamma = np.sum(grad * self.X_norm, axis=0, keepdims=True)
        self.dbeta = np.sum(grad, axis=0, keepdims=True)
        g = self.gamma * grad
        return self.std_inv / m * (m * g - np.sum(g, axis=0) - self.X_norm * np.sum(g * self.X_norm, axis=0))


rng = np.random.default_rng(0)
x, dout = rng.normal(size=(13, 5)), rng.normal(size=(13, 5))
out, cache = batchnorm_forward(x, np.ones(5), np.zeros(5), {"mode": "train"})
dx, dgamma, dbeta = batchnorm_backward(dout, cache)
out2, cache2 = layernorm_forward(x, np.ones(5), np.zeros(5))
dx2, dgamma2, dbeta2 = layernorm_backward(dout, cache2)
norm = BatchNorm(5)
out3 = norm.forward(x)
dx3 = norm.backward(dout)
print(dx.shape, dgamma.shape, dx2.shape, dx3.shape)
