import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e_x = np.exp(x - np.max(x, axis=0))
    return e_x / e_x.sum(axis=0)


def lstm_cell_forward(xt, a_prev, c_prev, parameters):
    Wf = parameters["Wf"]
    bf = parameters["bf"]
    Wi = parameters["Wi"]
    bi = parameters["bi"]
    Wc = parameters["Wc"]
    bc = parameters["bc"]
    Wo = parameters["Wo"]
    bo = parameters["bo"]
    Wy = parameters["Wy"]
    by = parameters["by"]
    n_x, m = xt.shape
    n_y, n_a = Wy.shape
    concat = np.zeros((n_a + n_x, m))
    concat[:n_a, :] = a_prev
    concat[n_a:, :] = xt
    ft = sigmoid(np.dot(Wf, concat) + bf)
    it = sigmoid(np.dot(Wi, concat) + bi)
    cct = np.tanh(np.dot(Wc, concat) + bc)
    c_next = ft * c_prev + it * cct
    ot = sigmoid(np.dot(Wo, concat) + bo)
    a_next = ot * np.tanh(c_next)
    yt_pred = softmax(np.dot(Wy, a_next) + by)
    cache = (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)
    return a_next, c_next, yt_pred, cache


def lstm_forward(x, a0, parameters):
    caches = []
    n_x, m, T_x = x.shape
    n_y, n_a = parameters["Wy"].shape
    a = np.zeros((n_a, m, T_x))
    c = np.zeros((n_a, m, T_x))
    y = np.zeros((n_y, m, T_x))
    a_next = a0
    c_next = np.zeros(a_next.shape)
    for t in range(T_x):
        a_next, c_next, yt, cache = lstm_cell_forward(x[:, :, t], a_next, c_next, parameters)
        a[:, :, t] = a_next
        y[:, :, t] = yt
        c[:, :, t] = c_next
        caches.append(cache)
    caches = (caches, x)
    return a, y, c, caches


def lstm_cell_backward(da_next, dc_next, cache):
    (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters) = cache
    n_x, m = xt.shape
    n_a, m = a_next.shape
    dot = da_next * np.tanh(c_next) * ot * (1 - ot)
    dc = dc_next + da_next * ot * (1 - np.tanh(c_next) ** 2)
    dcct = dc * it * (1 - cct**2)
    dit = dc * cct * it * (1 - it)
    dft = dc * c_prev * ft * (1 - ft)
    concat = np.concatenate((a_prev, xt), axis=0)
    gradients = {}
    da_prev = np.zeros_like(a_prev)
    dxt = np.zeros_like(xt)
    for gate, dgate in (("f", dft), ("i", dit), ("c", dcct), ("o", dot)):
        gradients["dW" + gate] = np.dot(dgate, concat.T)
        gradients["db" + gate] = np.sum(dgate, axis=1, keepdims=True)
        da_prev += np.dot(parameters["W" + gate][:, :n_a].T, dgate)
        dxt += np.dot(parameters["W" + gate][:, n_a:].T, dgate)
    dc_prev = dc * ft
    return dxt, da_prev, dc_prev, gradients


np.random.seed(1)
n_x, n_a, n_y, m, T = 3, 5, 2, 11, 7
x = np.random.randn(n_x, m, T)
a0 = np.random.randn(n_a, m)
parameters = {}
for gate in "fico":
    parameters["W" + gate] = np.random.randn(n_a, n_a + n_x)
    parameters["b" + gate] = np.random.randn(n_a, 1)
parameters["Wy"] = np.random.randn(n_y, n_a)
parameters["by"] = np.random.randn(n_y, 1)
a, y, c, caches = lstm_forward(x, a0, parameters)
da_next = np.random.randn(n_a, m)
dc_next = np.random.randn(n_a, m)
dxt, da_prev, dc_prev, gradients = lstm_cell_backward(da_next, dc_next, caches[0][-1])
print(a.shape, y.shape, dxt.shape, gradients["dWf"].shape)
