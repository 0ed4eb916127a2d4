# An LSTM over time steps, and the gradients of a cell.
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e_x = np.exp(x - np.max(x, axis=0))  #: e_x (2, 11)
    return e_x / e_x.sum(axis=0)


def lstm_cell_forward(xt, a_prev, c_prev, parameters):
    Wf = parameters["Wf"]  #: Wf (5, 8)
    bf = parameters["bf"]  #: bf (5, 1)
    Wi = parameters["Wi"]  #: Wi (5, 8)
    bi = parameters["bi"]  #: bi (5, 1)
    Wc = parameters["Wc"]  #: Wc (5, 8)
    bc = parameters["bc"]  #: bc (5, 1)
    Wo = parameters["Wo"]  #: Wo (5, 8)
    bo = parameters["bo"]  #: bo (5, 1)
    Wy = parameters["Wy"]  #: Wy (2, 5)
    by = parameters["by"]  #: by (2, 1)
    n_x, m = xt.shape
    n_y, n_a = Wy.shape
    concat = np.zeros((n_a + n_x, m))  #: concat (8, 11)
    concat[:n_a, :] = a_prev
    concat[n_a:, :] = xt
    ft = sigmoid(np.dot(Wf, concat) + bf)  #: ft (5, 11)
    it = sigmoid(np.dot(Wi, concat) + bi)  #: it (5, 11)
    cct = np.tanh(np.dot(Wc, concat) + bc)  #: cct (5, 11)
    c_next = ft * c_prev + it * cct  #: c_next (5, 11)
    ot = sigmoid(np.dot(Wo, concat) + bo)  #: ot (5, 11)
    a_next = ot * np.tanh(c_next)  #: a_next (5, 11)
    yt_pred = softmax(np.dot(Wy, a_next) + by)  #: yt_pred (2, 11)
    cache = (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters)
    return a_next, c_next, yt_pred, cache


def lstm_forward(x, a0, parameters):
    caches = []
    n_x, m, T_x = x.shape
    n_y, n_a = parameters["Wy"].shape
    a = np.zeros((n_a, m, T_x))  #: a (5, 11, 7)
    c = np.zeros((n_a, m, T_x))  #: c (5, 11, 7)
    y = np.zeros((n_y, m, T_x))  #: y (2, 11, 7)
    a_next = a0  #: a_next (5, 11)
    c_next = np.zeros(a_next.shape)  #: c_next (5, 11)
    for t in range(T_x):
        a_next, c_next, yt, cache = lstm_cell_forward(x[:, :, t], a_next, c_next, parameters)  #: a_next (5, 11); c_next (5, 11); yt (2, 11)
        a[:, :, t] = a_next
        y[:, :, t] = yt
        c[:, :, t] = c_next
        caches.append(cache)
    caches = (caches, x)
    return a, y, c, caches


def lstm_cell_backward(da_next, dc_next, cache):
    (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, parameters) = cache  #: a_next (5, 11); a_prev (5, 11); c_next (5, 11); c_prev (5, 11); cct (5, 11); ft (5, 11); it (5, 11); ot (5, 11); xt (3, 11)
    n_x, m = xt.shape
    n_a, m = a_next.shape
    dot = da_next * np.tanh(c_next) * ot * (1 - ot)  #: dot (5, 11)
    dc = dc_next + da_next * ot * (1 - np.tanh(c_next) ** 2)  #: dc (5, 11)
    dcct = dc * it * (1 - cct**2)  #: dcct (5, 11)
    dit = dc * cct * it * (1 - it)  #: dit (5, 11)
    dft = dc * c_prev * ft * (1 - ft)  #: dft (5, 11)
    concat = np.concatenate((a_prev, xt), axis=0)  #: concat (8, 11)
    gradients = {}
    da_prev = np.zeros_like(a_prev)  #: da_prev (5, 11)
    dxt = np.zeros_like(xt)  #: dxt (3, 11)
    for gate, dgate in (("f", dft), ("i", dit), ("c", dcct), ("o", dot)):  #: dgate (5, 11)
        gradients["dW" + gate] = np.dot(dgate, concat.T)  #: gradients['dWc'] (5, 8); gradients['dWf'] (5, 8); gradients['dWi'] (5, 8); gradients['dWo'] (5, 8)
        gradients["db" + gate] = np.sum(dgate, axis=1, keepdims=True)  #: gradients['dbc'] (5, 1); gradients['dbf'] (5, 1); gradients['dbi'] (5, 1); gradients['dbo'] (5, 1)
        da_prev += np.dot(parameters["W" + gate][:, :n_a].T, dgate)  #: da_prev (5, 11)
        dxt += np.dot(parameters["W" + gate][:, n_a:].T, dgate)  #: dxt (3, 11)
    dc_prev = dc * ft  #: dc_prev (5, 11)
    return dxt, da_prev, dc_prev, gradients


np.random.seed(1)
n_x, n_a, n_y, m, T = 3, 5, 2, 11, 7
x = np.random.randn(n_x, m, T)  #: x (3, 11, 7)
a0 = np.random.randn(n_a, m)  #: a0 (5, 11)
parameters = {}
for gate in "fico":
    parameters["W" + gate] = np.random.randn(n_a, n_a + n_x)  #: parameters['Wc'] (5, 8); parameters['Wf'] (5, 8); parameters['Wi'] (5, 8); parameters['Wo'] (5, 8)
    parameters["b" + gate] = np.random.randn(n_a, 1)  #: parameters['bc'] (5, 1); parameters['bf'] (5, 1); parameters['bi'] (5, 1); parameters['bo'] (5, 1)
parameters["Wy"] = np.random.randn(n_y, n_a)  #: parameters['Wy'] (2, 5)
parameters["by"] = np.random.randn(n_y, 1)  #: parameters['by'] (2, 1)
a, y, c, caches = lstm_forward(x, a0, parameters)  #: a (5, 11, 7); c (5, 11, 7); y (2, 11, 7)
da_next = np.random.randn(n_a, m)  #: da_next (5, 11)
dc_next = np.random.randn(n_a, m)  #: dc_next (5, 11)
dxt, da_prev, dc_prev, gradients = lstm_cell_backward(da_next, dc_next, caches[0][-1])  #: da_prev (5, 11); dc_prev (5, 11); dxt (3, 11)
print(a.shape, y.shape, dxt.shape, gradients["dWf"].shape)
