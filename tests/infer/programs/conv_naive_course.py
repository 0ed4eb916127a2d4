# Convolution, pooling and their gradients by nested loops, as in a course.
import numpy as np

np.random.seed(1)


def zero_pad(X, pad):
    X_pad = np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="constant", constant_values=(0, 0))  #: X_pad (2, 7, 9, 3)
    return X_pad


def conv_single_step(a_slice_prev, W, b):
    s = np.multiply(a_slice_prev, W)  #: s (3, 3, 3)
    Z = np.sum(s)  #: Z ()
    Z = Z + b.item()  #: Z ()
    return Z


def conv_forward(A_prev, W, b, hparameters):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride = hparameters["stride"]
    pad = hparameters["pad"]
    n_H = int((n_H_prev - f + 2 * pad) / stride) + 1
    n_W = int((n_W_prev - f + 2 * pad) / stride) + 1
    Z = np.zeros((m, n_H, n_W, n_C))  #: Z (2, 3, 4, 2)
    A_prev_pad = zero_pad(A_prev, pad)  #: A_prev_pad (2, 7, 9, 3)
    for i in range(m):
        a_prev_pad = A_prev_pad[i]  #: a_prev_pad (7, 9, 3)
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    vert_start = h * stride
                    vert_end = vert_start + f
                    horiz_start = w * stride
                    horiz_end = horiz_start + f
                    a_slice_prev = a_prev_pad[vert_start:vert_end, horiz_start:horiz_end, :]  #: a_slice_prev (3, 3, 3)
                    Z[i, h, w, c] = conv_single_step(a_slice_prev, W[:, :, :, c], b[:, :, :, c])
    assert Z.shape == (m, n_H, n_W, n_C)
    cache = (A_prev, W, b, hparameters)
    return Z, cache


def pool_forward(A_prev, hparameters, mode="max"):
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    f = hparameters["f"]
    stride = hparameters["stride"]
    n_H = int(1 + (n_H_prev - f) / stride)
    n_W = int(1 + (n_W_prev - f) / stride)
    n_C = n_C_prev
    A = np.zeros((m, n_H, n_W, n_C))  #: A (2, 2, 3, 2)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    a_prev_slice = A_prev[i, h * stride : h * stride + f, w * stride : w * stride + f, c]  #: a_prev_slice (2, 2)
                    if mode == "max":
                        A[i, h, w, c] = np.max(a_prev_slice)
                    elif mode == "average":
                        A[i, h, w, c] = np.mean(a_prev_slice)
    cache = (A_prev, hparameters)
    assert A.shape == (m, n_H, n_W, n_C)
    return A, cache


def conv_backward(dZ, cache):
    (A_prev, W, b, hparameters) = cache  #: A_prev (2, 5, 7, 3); W (3, 3, 3, 2); b (1, 1, 1, 2)
    (m, n_H_prev, n_W_prev, n_C_prev) = A_prev.shape
    (f, f, n_C_prev, n_C) = W.shape
    stride, pad = hparameters["stride"], hparameters["pad"]
    (m, n_H, n_W, n_C) = dZ.shape
    dA_prev = np.zeros((m, n_H_prev, n_W_prev, n_C_prev))  #: dA_prev (2, 5, 7, 3)
    dW = np.zeros((f, f, n_C_prev, n_C))  #: dW (3, 3, 3, 2)
    db = np.zeros((1, 1, 1, n_C))  #: db (1, 1, 1, 2)
    A_prev_pad = zero_pad(A_prev, pad)  #: A_prev_pad (2, 7, 9, 3)
    dA_prev_pad = zero_pad(dA_prev, pad)  #: dA_prev_pad (2, 7, 9, 3)
    for i in range(m):
        a_prev_pad = A_prev_pad[i]  #: a_prev_pad (7, 9, 3)
        da_prev_pad = dA_prev_pad[i]  #: da_prev_pad (7, 9, 3)
        for h in range(n_H):
            for w in range(n_W):
                for c in range(n_C):
                    v0, h0 = h * stride, w * stride
                    a_slice = a_prev_pad[v0 : v0 + f, h0 : h0 + f, :]  #: a_slice (3, 3, 3)
                    da_prev_pad[v0 : v0 + f, h0 : h0 + f, :] += W[:, :, :, c] * dZ[i, h, w, c]
                    dW[:, :, :, c] += a_slice * dZ[i, h, w, c]
                    db[:, :, :, c] += dZ[i, h, w, c]
        dA_prev[i, :, :, :] = da_prev_pad[pad:-pad, pad:-pad, :]
    assert dA_prev.shape == (m, n_H_prev, n_W_prev, n_C_prev)
    return dA_prev, dW, db


A_prev = np.random.randn(2, 5, 7, 3)  #: A_prev (2, 5, 7, 3)
W = np.random.randn(3, 3, 3, 2)  #: W (3, 3, 3, 2)
b = np.random.randn(1, 1, 1, 2)  #: b (1, 1, 1, 2)
Z, cache_conv = conv_forward(A_prev, W, b, {"pad": 1, "stride": 2})  #: Z (2, 3, 4, 2)
A, cache = pool_forward(Z, {"stride": 1, "f": 2}, mode="average")  #: A (2, 2, 3, 2)
dA, dW, db = conv_backward(np.ones(Z.shape), cache_conv)  #: dA (2, 5, 7, 3); dW (3, 3, 3, 2); db (1, 1, 1, 2)
print(Z.shape, A.shape, dA.shape)
