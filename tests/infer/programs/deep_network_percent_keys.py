# A deep network whose parameters have keys made with the % operator.
import numpy as np

# hyper parameters
n_x = 19
n_h = [13, 7]
n_y = 2
m = 23

np.random.seed(0)
X = np.random.rand(n_x, m)  #: X (19, 23)
Y = np.zeros((n_y, m))  #: Y (2, 23)
Y[0, :] = X[0, :] > 0.5
Y[1, :] = 1 - Y[0, :]

dims = [n_x] + n_h + [n_y]
L = len(dims) - 1
theta = {}
for l in range(1, L + 1):
    theta["W%d" % l] = np.random.randn(dims[l], dims[l - 1]) / np.sqrt(dims[l - 1])  #: theta['W1'] (13, 19); theta['W2'] (7, 13); theta['W3'] (2, 7)
    theta["b%d" % l] = np.zeros(shape=(dims[l], 1))  #: theta['b1'] (13, 1); theta['b2'] (7, 1); theta['b3'] (2, 1)

alpha = 0.3
for it in range(10):
    # forward
    A = {0: X}
    Z = {}
    for l in range(1, L + 1):
        Z[l] = np.matmul(theta["W%d" % l], A[l - 1]) + theta["b%d" % l]  #: Z[1] (13, 23); Z[2] (7, 23); Z[3] (2, 23)
        if l < L:
            A[l] = np.where(Z[l] > 0, Z[l], 0.01 * Z[l])  #: A[1] (13, 23); A[2] (7, 23)
        else:
            A[l] = 1.0 / (1.0 + np.exp(-Z[l]))  #: A[3] (2, 23)
    J = -np.sum(Y * np.log(A[L]) + (1 - Y) * np.log(1 - A[L])) / m  #: J ()

    # backward
    dZ = A[L] - Y  #: dZ (2, 23)
    for l in range(L, 0, -1):
        dW = np.matmul(dZ, np.transpose(A[l - 1])) / m  #: dW (2, 7) | (7, 13) | (13, 19)
        db = np.sum(dZ, axis=1).reshape(-1, 1) / m  #: db (2, 1) | (7, 1) | (13, 1)
        if l > 1:
            dA = np.matmul(theta["W%d" % l].transpose(), dZ)  #: dA (7, 23) | (13, 23)
            dZ = dA * np.where(Z[l - 1] > 0, 1.0, 0.01)  #: dZ (7, 23) | (13, 23)
        theta["W%d" % l] -= alpha * dW  #: theta['W1'] (13, 19); theta['W2'] (7, 13); theta['W3'] (2, 7)
        theta["b%d" % l] -= alpha * db  #: theta['b1'] (13, 1); theta['b2'] (7, 1); theta['b3'] (2, 1)

print("final cost %.4f" % J)
