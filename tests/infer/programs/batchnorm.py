import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D, dtype=x.dtype))
    running_var = bn_param.get("running_var", np.zeros(D, dtype=x.dtype))
    out, cache = None, None
    if mode == "train":
        sample_mean = np.mean(x, axis=0)
        sample_var = np.var(x, axis=0)
        running_mean = momentum * running_mean + (1 - momentum) * sample_mean
        running_var = momentum * running_var + (1 - momentum) * sample_var
        std = np.sqrt(sample_var + eps)
        x_hat = (x - sample_mean) / std
        out = gamma * x_hat + beta
        cache = (x, x_hat, sample_mean, std, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)
        out = gamma * x_hat + beta
    else:
        raise ValueError('Invalid forward batchnorm mode "%s"' % mode)
    bn_param["running_mean"] = running_mean
    bn_param["running_var"] = running_var
    return out, cache


def batchnorm_backward(dout, cache):
    x, x_hat, mu, std, gamma = cache
    N = dout.shape[0]
    dbeta = dout.sum(axis=0)
    dgamma = (dout * x_hat).sum(axis=0)
    dx_hat = dout * gamma
    dvar = np.sum(dx_hat * (x - mu) * -0.5 * std**-3, axis=0)
    dmean = np.sum(-dx_hat / std, axis=0) + dvar * np.mean(-2.0 * (x - mu), axis=0)
    dx = dx_hat / std + dvar * 2.0 * (x - mu) / N + dmean / N
    return dx, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    x, x_hat, mu, std, gamma = cache
    N, D = dout.shape
    dx = gamma * (N * dout - dout.sum(axis=0) - x_hat * np.sum(dout * x_hat, axis=0)) / (N * std)
    return dx


np.random.seed(231)
N, D = 19, 7
x = 5 * np.random.randn(N, D) + 12
gamma = np.random.randn(D)
beta = np.random.randn(D)
bn_param = {"mode": "train"}
for t in range(3):
    a, cache = batchnorm_forward(x, gamma, beta, bn_param)
dout = np.random.randn(N, D)
dx, dgamma, dbeta = batchnorm_backward(dout, cache)
dx_alt = batchnorm_backward_alt(dout, cache)
bn_param["mode"] = "test"
a_norm, _ = batchnorm_forward(np.random.randn(11, D), gamma, beta, bn_param)
# column convention, as in the networks above
Z = x.T
mu = Z.mean(axis=1, keepdims=True)
Z_norm = (Z - mu) / np.sqrt(Z.var(axis=1, keepdims=True) + 1e-8)
Z_tilde = gamma.reshape(-1, 1) * Z_norm + beta[:, None]
print(dx.shape, np.allclose(dx, dx_alt), a_norm.shape, Z_tilde.shape)
