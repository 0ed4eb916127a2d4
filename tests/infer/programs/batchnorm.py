# Batch normalisation with a running mean, training and test mode, forward and backward.
import numpy as np


def batchnorm_forward(x, gamma, beta, bn_param):
    mode = bn_param["mode"]
    eps = bn_param.get("eps", 1e-5)
    momentum = bn_param.get("momentum", 0.9)
    N, D = x.shape
    running_mean = bn_param.get("running_mean", np.zeros(D, dtype=x.dtype))  #: running_mean (7,)
    running_var = bn_param.get("running_var", np.zeros(D, dtype=x.dtype))  #: running_var (7,)
    out, cache = None, None
    if mode == "train":
        sample_mean = np.mean(x, axis=0)  #: sample_mean (7,)
        sample_var = np.var(x, axis=0)  #: sample_var (7,)
        running_mean = momentum * running_mean + (1 - momentum) * sample_mean  #: running_mean (7,)
        running_var = momentum * running_var + (1 - momentum) * sample_var  #: running_var (7,)
        std = np.sqrt(sample_var + eps)  #: std (7,)
        x_hat = (x - sample_mean) / std  #: x_hat (19, 7)
        out = gamma * x_hat + beta  #: out (19, 7)
        cache = (x, x_hat, sample_mean, std, gamma)
    elif mode == "test":
        x_hat = (x - running_mean) / np.sqrt(running_var + eps)  #: x_hat (11, 7)
        out = gamma * x_hat + beta  #: out (11, 7)
    else:
        raise ValueError('Invalid forward batchnorm mode "%s"' % mode)
    bn_param["running_mean"] = running_mean  #: bn_param['running_mean'] (7,)
    bn_param["running_var"] = running_var  #: bn_param['running_var'] (7,)
    return out, cache


def batchnorm_backward(dout, cache):
    x, x_hat, mu, std, gamma = cache  #: gamma (7,); mu (7,); std (7,); x (19, 7); x_hat (19, 7)
    N = dout.shape[0]
    dbeta = dout.sum(axis=0)  #: dbeta (7,)
    dgamma = (dout * x_hat).sum(axis=0)  #: dgamma (7,)
    dx_hat = dout * gamma  #: dx_hat (19, 7)
    dvar = np.sum(dx_hat * (x - mu) * -0.5 * std**-3, axis=0)  #: dvar (7,)
    dmean = np.sum(-dx_hat / std, axis=0) + dvar * np.mean(-2.0 * (x - mu), axis=0)  #: dmean (7,)
    dx = dx_hat / std + dvar * 2.0 * (x - mu) / N + dmean / N  #: dx (19, 7)
    return dx, dgamma, dbeta


def batchnorm_backward_alt(dout, cache):
    x, x_hat, mu, std, gamma = cache  #: gamma (7,); mu (7,); std (7,); x (19, 7); x_hat (19, 7)
    N, D = dout.shape
    dx = gamma * (N * dout - dout.sum(axis=0) - x_hat * np.sum(dout * x_hat, axis=0)) / (N * std)  #: dx (19, 7)
    return dx


np.random.seed(231)
N, D = 19, 7
x = 5 * np.random.randn(N, D) + 12  #: x (19, 7)
gamma = np.random.randn(D)  #: gamma (7,)
beta = np.random.randn(D)  #: beta (7,)
bn_param = {"mode": "train"}
for t in range(3):
    a, cache = batchnorm_forward(x, gamma, beta, bn_param)  #: a (19, 7)
dout = np.random.randn(N, D)  #: dout (19, 7)
dx, dgamma, dbeta = batchnorm_backward(dout, cache)  #: dbeta (7,); dgamma (7,); dx (19, 7)
dx_alt = batchnorm_backward_alt(dout, cache)  #: dx_alt (19, 7)
bn_param["mode"] = "test"
a_norm, _ = batchnorm_forward(np.random.randn(11, D), gamma, beta, bn_param)  #: a_norm (11, 7)
# column convention, as in the networks above
Z = x.T  #: Z (7, 19)
mu = Z.mean(axis=1, keepdims=True)  #: mu (7, 1)
Z_norm = (Z - mu) / np.sqrt(Z.var(axis=1, keepdims=True) + 1e-8)  #: Z_norm (7, 19)
Z_tilde = gamma.reshape(-1, 1) * Z_norm + beta[:, None]  #: Z_tilde (7, 19)
print(dx.shape, np.allclose(dx, dx_alt), a_norm.shape, Z_tilde.shape)
