"""Linear regression by the normal equations and by gradient descent, with examples in rows."""

import numpy as np


def add_intercept(X):
    return np.hstack([np.ones((X.shape[0], 1)), X])


def normal_equation(X, y):
    X = add_intercept(X)
    return np.linalg.inv(X.T @ X) @ X.T @ y


def ridge(X, y, alpha=1.0):
    X = add_intercept(X)
    n_features = X.shape[1]
    A = X.T.dot(X) + alpha * np.eye(n_features)
    return np.linalg.solve(A, X.T.dot(y))


def compute_cost(X, y, theta):
    m = len(y)
    residual = X.dot(theta) - y
    return residual.T.dot(residual) / (2 * m)


def gradient_descent(X, y, theta, alpha, iterations):
    m = y.shape[0]
    history = np.zeros((iterations, 1))
    for i in range(iterations):
        error = np.dot(X, theta) - y
        theta = theta - alpha / m * np.dot(X.T, error)
        history[i] = compute_cost(X, y, theta)
    return theta, history


class LinearRegression:
    def __init__(self, lr=0.01, n_iters=3):
        self.lr = lr
        self.n_iters = n_iters
        self.weights = None
        self.bias = None

    def fit(self, X, y):
        n_samples, n_features = X.shape
        self.weights = np.zeros(n_features)
        self.bias = 0
        for _ in range(self.n_iters):
            y_pred = np.dot(X, self.weights) + self.bias
            dw = (1 / n_samples) * np.dot(X.T, (y_pred - y))
            db = (1 / n_samples) * np.sum(y_pred - y)
            self.weights -= self.lr * dw
            self.bias -= self.lr * db
        return self

    def predict(self, X):
        return np.dot(X, self.weights) + self.bias


rng = np.random.default_rng(0)
X, y = rng.normal(size=(19, 3)), rng.normal(size=(19, 1))
theta, history = gradient_descent(add_intercept(X), y, np.zeros((4, 1)), 0.1, 5)
print(normal_equation(X, y).shape, ridge(X, y).shape, theta.shape, history.shape)
print(LinearRegression().fit(X, y[:, 0]).predict(X).shape)
