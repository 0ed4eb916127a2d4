# Dropout and L2 regularisation of a network of three layers.
import numpy as np

np.random.seed(2)


def forward_propagation_with_dropout(X, parameters, keep_prob=0.5):
    W1, b1, W2, b2, W3, b3 = (parameters[k] for k in ["W1", "b1", "W2", "b2", "W3", "b3"])  #: W1 (23, 3); W2 (5, 23); W3 (1, 5); b1 (23, 1); b2 (5, 1); b3 (1, 1)
    Z1 = np.dot(W1, X) + b1  #: Z1 (23, 41)
    A1 = np.maximum(Z1, 0)  #: A1 (23, 41)
    D1 = np.random.rand(A1.shape[0], A1.shape[1])  #: D1 (23, 41)
    D1 = D1 < keep_prob  #: D1 (23, 41)
    A1 = A1 * D1  #: A1 (23, 41)
    A1 = A1 / keep_prob  #: A1 (23, 41)
    Z2 = np.dot(W2, A1) + b2  #: Z2 (5, 41)
    A2 = np.maximum(Z2, 0)  #: A2 (5, 41)
    D2 = np.random.rand(*A2.shape)  #: D2 (5, 41)
    D2 = (D2 < keep_prob).astype(int)  #: D2 (5, 41)
    A2 *= D2  #: A2 (5, 41)
    A2 /= keep_prob  #: A2 (5, 41)
    Z3 = np.dot(W3, A2) + b3  #: Z3 (1, 41)
    A3 = 1 / (1 + np.exp(-Z3))  #: A3 (1, 41)
    cache = (Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3)
    return A3, cache


def compute_cost_with_regularization(A3, Y, parameters, lambd):
    m = Y.shape[1]
    cross_entropy_cost = -np.nansum(Y * np.log(A3) + (1 - Y) * np.log(1 - A3)) / m  #: cross_entropy_cost ()
    L2 = lambd / (2 * m) * sum(np.sum(np.square(parameters["W%i" % i])) for i in (1, 2, 3))  #: L2 ()
    return cross_entropy_cost + L2


def backward_propagation(X, Y, cache, keep_prob, lambd):
    m = X.shape[1]
    Z1, D1, A1, W1, b1, Z2, D2, A2, W2, b2, Z3, A3, W3, b3 = cache  #: A1 (23, 41); A2 (5, 41); A3 (1, 41); D1 (23, 41); D2 (5, 41); W1 (23, 3); W2 (5, 23); W3 (1, 5); Z1 (23, 41); Z2 (5, 41); Z3 (1, 41); b1 (23, 1); b2 (5, 1); b3 (1, 1)

    dZ3 = A3 - Y  #: dZ3 (1, 41)
    dW3 = 1.0 / m * np.dot(dZ3, A2.T) + lambd / m * W3  #: dW3 (1, 5)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)  #: db3 (1, 1)
    dA2 = np.dot(W3.T, dZ3)  #: dA2 (5, 41)
    dA2 = dA2 * D2  #: dA2 (5, 41)
    dA2 = dA2 / keep_prob  #: dA2 (5, 41)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))  #: dZ2 (5, 41)
    dW2 = 1.0 / m * np.dot(dZ2, A1.T) + lambd / m * W2  #: dW2 (5, 23)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)  #: db2 (5, 1)
    dA1 = np.dot(W2.T, dZ2)  #: dA1 (23, 41)
    dA1 = dA1 * D1 / keep_prob  #: dA1 (23, 41)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))  #: dZ1 (23, 41)
    dW1 = 1.0 / m * np.dot(dZ1, X.T) + lambd / m * W1  #: dW1 (23, 3)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)  #: db1 (23, 1)

    gradients = {"dZ3": dZ3, "dW3": dW3, "db3": db3, "dA2": dA2, "dZ2": dZ2, "dW2": dW2, "db2": db2,
                 "dA1": dA1, "dZ1": dZ1, "dW1": dW1, "db1": db1}
    return gradients


def main():
    X = np.random.randn(3, 41)  #: X (3, 41)
    Y = np.array([[1 if x1 > 0 else 0 for x1 in X[0]]])  #: Y (1, 41); x1 ()
    sizes = [3, 23, 5, 1]
    params = {}
    for i in range(1, 4):
        params["W%i" % i] = np.random.randn(sizes[i], sizes[i - 1]) / np.sqrt(sizes[i - 1])  #: params['W1'] (23, 3); params['W2'] (5, 23); params['W3'] (1, 5)
        params["b%i" % i] = np.zeros((sizes[i], 1))  #: params['b1'] (23, 1); params['b2'] (5, 1); params['b3'] (1, 1)
    for _ in range(4):
        A3, cache = forward_propagation_with_dropout(X, params, keep_prob=0.8)  #: A3 (1, 41)
        cost = compute_cost_with_regularization(A3, Y, params, lambd=0.7)  #: cost ()
        g = backward_propagation(X, Y, cache, 0.8, 0.7)
        for name in params:
            params[name] = params[name] - 0.1 * g["d" + name]  #: params['W1'] (23, 3); params['W2'] (5, 23); params['W3'] (1, 5); params['b1'] (23, 1); params['b2'] (5, 1); params['b3'] (1, 1)
    print("cost", np.round(cost, 3))


if __name__ == "__main__":
    main()
