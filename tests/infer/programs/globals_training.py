# everything at module level and functions that use globals.
import numpy as np

N, D_IN, H, D_OUT = 64, 31, 17, 5
LEARNING_RATE = 1e-4
VERBOSE = False

np.random.seed(0)
x = np.random.randn(N, D_IN)  #: x (64, 31)
y = np.random.randn(N, D_OUT)  #: y (64, 5)
w1 = np.random.randn(D_IN, H)  #: w1 (31, 17)
w2 = np.random.randn(H, D_OUT)  #: w2 (17, 5)
history = []


def forward():
    global h, h_relu, y_pred
    h = x.dot(w1)  #: h (64, 17)
    h_relu = np.maximum(h, 0)  #: h_relu (64, 17)
    y_pred = h_relu.dot(w2)  #: y_pred (64, 5)


def backward():
    grad_y_pred = 2.0 * (y_pred - y)  #: grad_y_pred (64, 5)
    grad_w2 = h_relu.T.dot(grad_y_pred)  #: grad_w2 (17, 5)
    grad_h_relu = grad_y_pred.dot(w2.T)  #: grad_h_relu (64, 17)
    grad_h = grad_h_relu.copy()  #: grad_h (64, 17)
    grad_h[h < 0] = 0
    grad_w1 = x.T.dot(grad_h)  #: grad_w1 (31, 17)
    return grad_w1, grad_w2


def train(steps=10):
    global w1, w2
    for t in range(steps):
        forward()
        loss = np.square(y_pred - y).sum()  #: loss ()
        history.append(loss)
        if VERBOSE:
            print(t, loss)
        g1, g2 = backward()  #: g1 (31, 17); g2 (17, 5)
        w1 -= LEARNING_RATE * g1  #: w1 (31, 17)
        w2 = w2 - LEARNING_RATE * g2  #: w2 (17, 5)


train()
losses = np.array(history)  #: losses (10,)
smooth = np.convolve(losses, np.ones(3) / 3, mode="valid")  #: smooth (8,)
print(losses[0] > losses[-1], smooth.shape)
