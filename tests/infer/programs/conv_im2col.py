"""Convolution layer by im2col, NCHW."""
import numpy as np


def im2col(input_data, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_data.shape
    out_h = (H + 2 * pad - filter_h) // stride + 1
    out_w = (W + 2 * pad - filter_w) // stride + 1
    img = np.pad(input_data, [(0, 0), (0, 0), (pad, pad), (pad, pad)], "constant")  #: img (2, 3, 13, 15) | (2, 5, 6, 7)
    col = np.zeros((N, C, filter_h, filter_w, out_h, out_w))  #: col (2, 3, 3, 3, 6, 7) | (2, 5, 2, 2, 3, 3)
    for y in range(filter_h):
        y_max = y + stride * out_h
        for x in range(filter_w):
            x_max = x + stride * out_w
            col[:, :, y, x, :, :] = img[:, :, y:y_max:stride, x:x_max:stride]
    col = col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)  #: col (84, 27) | (18, 20)
    return col


def col2im(col, input_shape, filter_h, filter_w, stride=1, pad=0):
    N, C, H, W = input_shape
    out_h = (H + 2 * pad - filter_h) // stride + 1
    out_w = (W + 2 * pad - filter_w) // stride + 1
    col = col.reshape(N, out_h, out_w, C, filter_h, filter_w).transpose(0, 3, 4, 5, 1, 2)  #: col (2, 3, 3, 3, 6, 7)
    img = np.zeros((N, C, H + 2 * pad + stride - 1, W + 2 * pad + stride - 1))  #: img (2, 3, 14, 16)
    for y in range(filter_h):
        y_max = y + stride * out_h
        for x in range(filter_w):
            x_max = x + stride * out_w
            img[:, :, y:y_max:stride, x:x_max:stride] += col[:, :, y, x, :, :]
    return img[:, :, pad : H + pad, pad : W + pad]


class Convolution:
    def __init__(self, W, b, stride=1, pad=0):
        self.W = W  #: self.W (5, 3, 3, 3)
        self.b = b  #: self.b (5,)
        self.stride = stride
        self.pad = pad
        self.x = None
        self.col = None
        self.col_W = None

    def forward(self, x):
        FN, C, FH, FW = self.W.shape
        N, C, H, W = x.shape
        out_h = int(1 + (H + 2 * self.pad - FH) / self.stride)
        out_w = int(1 + (W + 2 * self.pad - FW) / self.stride)
        col = im2col(x, FH, FW, self.stride, self.pad)  #: col (84, 27)
        col_W = self.W.reshape(FN, -1).T  #: col_W (27, 5)
        out = np.dot(col, col_W) + self.b  #: out (84, 5)
        out = out.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)  #: out (2, 5, 6, 7)
        self.x = x  #: self.x (2, 3, 11, 13)
        self.col = col  #: self.col (84, 27)
        self.col_W = col_W  #: self.col_W (27, 5)
        return out

    def backward(self, dout):
        FN, C, FH, FW = self.W.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, FN)  #: dout (84, 5)
        self.db = np.sum(dout, axis=0)  #: self.db (5,)
        self.dW = np.dot(self.col.T, dout)  #: self.dW (27, 5)
        self.dW = self.dW.transpose(1, 0).reshape(FN, C, FH, FW)  #: self.dW (5, 3, 3, 3)
        dcol = np.dot(dout, self.col_W.T)  #: dcol (84, 27)
        dx = col2im(dcol, self.x.shape, FH, FW, self.stride, self.pad)  #: dx (2, 3, 11, 13)
        return dx


class Pooling:
    def __init__(self, pool_h, pool_w, stride=2, pad=0):
        self.pool_h = pool_h
        self.pool_w = pool_w
        self.stride = stride
        self.pad = pad

    def forward(self, x):
        N, C, H, W = x.shape
        out_h = int(1 + (H - self.pool_h) / self.stride)
        out_w = int(1 + (W - self.pool_w) / self.stride)
        col = im2col(x, self.pool_h, self.pool_w, self.stride, self.pad)  #: col (18, 20)
        col = col.reshape(-1, self.pool_h * self.pool_w)  #: col (90, 4)
        arg_max = np.argmax(col, axis=1)  #: arg_max (90,)
        out = np.max(col, axis=1)  #: out (90,)
        out = out.reshape(N, out_h, out_w, C).transpose(0, 3, 1, 2)  #: out (2, 5, 3, 3)
        self.x = x  #: self.x (2, 5, 6, 7)
        self.arg_max = arg_max  #: self.arg_max (90,)
        return out


np.random.seed(0)
images = np.random.rand(2, 3, 11, 13)  #: images (2, 3, 11, 13)
conv = Convolution(np.random.randn(5, 3, 3, 3) * 0.1, np.zeros(5), stride=2, pad=1)
feature = conv.forward(images)  #: feature (2, 5, 6, 7)
pooled = Pooling(2, 2).forward(feature)  #: pooled (2, 5, 3, 3)
flat = pooled.reshape(pooled.shape[0], -1)  #: flat (2, 45)
dx = conv.backward(np.ones_like(feature))  #: dx (2, 3, 11, 13)
assert dx.shape == images.shape
print(feature.shape, pooled.shape, flat.shape, conv.dW.shape)
