"""Logistic regression with examples in columns, as functions with docstrings."""

import numpy as np


def sigmoid(z):
    """Compute the sigmoid of z, a scalar or an array of any size."""
    return 1 / (1 + np.exp(-z))


def initialize_with_zeros(dim):
    """
    Argument:
    dim -- size of the vector w (the number of features)

    Returns:
    w -- initialized vector of shape (dim, 1)
    b -- initialized scalar
    """
    w = np.zeros((dim, 1))
    b = 0.0
    assert w.shape == (dim, 1)
    return w, b


def propagate(w, b, X, Y):
    """
    Arguments:
    w -- weights, a numpy array of size (num_px * num_px * 3, 1)
    b -- bias, a scalar
    X -- data of size (num_px * num_px * 3, number of examples)
    Y -- true labels of size (1, number of examples)

    Returns:
    grads -- dictionary with the gradients of w and b
    cost -- negative log-likelihood
    """
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)
    cost = -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / m
    dw = np.dot(X, (A - Y).T) / m
    db = np.sum(A - Y) / m
    assert dw.shape == w.shape
    grads = {"dw": dw, "db": db}
    return grads, cost


def optimize(w, b, X, Y, num_iterations, learning_rate):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)
        dw = grads["dw"]
        db = grads["db"]
        w = w - learning_rate * dw
        b = b - learning_rate * db
        costs.append(cost)
    params = {"w": w, "b": b}
    return params, costs


def predict(w, b, X):
    m = X.shape[1]
    Y_prediction = np.zeros((1, m))
    w = w.reshape(X.shape[0], 1)
    A = sigmoid(np.dot(w.T, X) + b)
    for i in range(A.shape[1]):
        Y_prediction[0, i] = 1 if A[0, i] > 0.5 else 0
    assert Y_prediction.shape == (1, m)
    return Y_prediction


def model(X_train, Y_train, X_test, Y_test, num_iterations=3, learning_rate=0.5):
    w, b = initialize_with_zeros(X_train.shape[0])
    params, costs = optimize(w, b, X_train, Y_train, num_iterations, learning_rate)
    w = params["w"]
    b = params["b"]
    Y_prediction_test = predict(w, b, X_test)
    Y_prediction_train = predict(w, b, X_train)
    print(100 - np.mean(np.abs(Y_prediction_train - Y_train)) * 100)
    print(100 - np.mean(np.abs(Y_prediction_test - Y_test)) * 100)
    return costs


rng = np.random.default_rng(2)
X_train, X_test = rng.random((12, 17)), rng.random((12, 5))
Y_train, Y_test = rng.integers(0, 2, (1, 17)), rng.integers(0, 2, (1, 5))
print(len(model(X_train, Y_train, X_test, Y_test)))
