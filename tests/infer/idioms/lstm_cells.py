# An LSTM over a batch in columns: the state and the input are put on top of each other for every gate.
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def init_lstm(n_x, n_a, n_y, seed=0):
    rng = np.random.default_rng(seed)
    p = {}
    for gate in ["f", "i", "c", "o"]:
        p["W" + gate] = rng.normal(0, 0.1, (n_a, n_a + n_x))
        p["b" + gate] = np.zeros((n_a, 1))
    p["Wy"] = rng.normal(0, 0.1, (n_y, n_a))
    p["by"] = np.zeros((n_y, 1))
    return p


def lstm_cell_forward(xt, a_prev, c_prev, p):
    n_x, m = xt.shape
    n_y, n_a = p["Wy"].shape
    concat = np.concatenate((a_prev, xt), axis=0)
    ft = sigmoid(np.dot(p["Wf"], concat) + p["bf"])
    it = sigmoid(np.dot(p["Wi"], concat) + p["bi"])
    cct = np.tanh(np.dot(p["Wc"], concat) + p["bc"])
    c_next = ft * c_prev + it * cct
    ot = sigmoid(np.dot(p["Wo"], concat) + p["bo"])
    a_next = ot * np.tanh(c_next)
    scores = np.dot(p["Wy"], a_next) + p["by"]
    cache = (a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, p)
    return a_next, c_next, scores, cache


def lstm_forward(x, a0, p):
    n_x, m, T_x = x.shape
    n_y, n_a = p["Wy"].shape
    a = np.zeros((n_a, m, T_x))
    y = np.zeros((n_y, m, T_x))
    a_next = a0
    c_next = np.zeros((n_a, m))
    caches = []
    for t in range(T_x):
        a_next, c_next, yt, cache = lstm_cell_forward(x[:, :, t], a_next, c_next, p)
        a[:, :, t] = a_next
        y[:, :, t] = yt
        caches.append(cache)
    return a, y, caches


def lstm_cell_backward(da_next, dc_next, cache):
    a_next, c_next, a_prev, c_prev, ft, it, cct, ot, xt, p = cache
    n_a, m = a_next.shape
    dot = da_next * np.tanh(c_next) * ot * (1 - ot)
    dc = dc_next + da_next * ot * (1 - np.tanh(c_next) ** 2)
    dcct = dc * it * (1 - cct**2)
    dit = dc * cct * it * (1 - it)
    dft = dc * c_prev * ft * (1 - ft)
    concat = np.vstack((a_prev, xt))
    dWf = np.dot(dft, concat.T)
    dWi = np.dot(dit, concat.T)
    dWc = np.dot(dcct, concat.T)
    dWo = np.dot(dot, concat.T)
    dbf = np.sum(dft, axis=1, keepdims=True)
    dbo = np.sum(dot, axis=1, keepdims=True)
    dconcat = np.dot(p["Wf"].T, dft) + np.dot(p["Wi"].T, dit) + np.dot(p["Wc"].T, dcct) + np.dot(p["Wo"].T, dot)
    da_prev = dconcat[:n_a, :]
    dxt = dconcat[n_a:, :]
    dc_prev = dc * ft
    return da_prev, dc_prev, dxt, {"dWf": dWf, "dWi": dWi, "dWc": dWc, "dWo": dWo, "dbf": dbf, "dbo": dbo}


def lstm_backward(da, caches):
    n_a, m, T_x = da.shape
    x1 = caches[0][8]
    n_x = x1.shape[0]
    dx = np.zeros((n_x, m, T_x))
    dWf = np.zeros((n_a, n_a + n_x))
    dbf = np.zeros((n_a, 1))
    da_prevt = np.zeros((n_a, m))
    dc_prevt = np.zeros((n_a, m))
    for t in reversed(range(T_x)):
        da_prevt, dc_prevt, dxt, grads = lstm_cell_backward(da[:, :, t] + da_prevt, dc_prevt, caches[t])
        dx[:, :, t] = dxt
        dWf += grads["dWf"]
        dbf += grads["dbf"]
    return dx, dWf, dbf


rng = np.random.default_rng(1)
p = init_lstm(3, 5, 2)
a, y, caches = lstm_forward(rng.normal(size=(3, 11, 7)), rng.normal(size=(5, 11)), p)
dx, dWf, dbf = lstm_backward(rng.normal(size=(5, 11, 7)), caches)
print(a.shape, y.shape, dx.shape, dWf.shape)
