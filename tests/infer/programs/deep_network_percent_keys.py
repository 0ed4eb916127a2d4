import numpy as np

# hyper parameters
n_x = 19
n_h = [13, 7]
n_y = 2
m = 23

np.random.seed(0)
X = np.random.rand(n_x, m)
Y = np.zeros((n_y, m))
Y[0, :] = X[0, :] > 0.5
Y[1, :] = 1 - Y[0, :]

dims = [n_x] + n_h + [n_y]
L = len(dims) - 1
theta = {}
for l in range(1, L + 1):
    theta["W%d" % l] = np.random.randn(dims[l], dims[l - 1]) / np.sqrt(dims[l - 1])
    theta["b%d" % l] = np.zeros(shape=(dims[l], 1))

alpha = 0.3
for it in range(10):
    # forward
    A = {0: X}
    Z = {}
    for l in range(1, L + 1):
        Z[l] = np.matmul(theta["W%d" % l], A[l - 1]) + theta["b%d" % l]
        if l < L:
            A[l] = np.where(Z[l] > 0, Z[l], 0.01 * Z[l])
        else:
            A[l] = 1.0 / (1.0 + np.exp(-Z[l]))
    J = -np.sum(Y * np.log(A[L]) + (1 - Y) * np.log(1 - A[L])) / m

    # backward
    dZ = A[L] - Y
    for l in range(L, 0, -1):
        dW = np.matmul(dZ, np.transpose(A[l - 1])) / m
        db = np.sum(dZ, axis=1).reshape(-1, 1) / m
        if l > 1:
            dA = np.matmul(theta["W%d" % l].transpose(), dZ)
            dZ = dA * np.where(Z[l - 1] > 0, 1.0, 0.01)
        theta["W%d" % l] -= alpha * dW
        theta["b%d" % l] -= alpha * db

print("final cost %.4f" % J)
