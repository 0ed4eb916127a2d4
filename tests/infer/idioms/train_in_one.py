# All of a small network in one function, with the weights as local variables; examples in rows.
import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def train(X, y, hidden=8, epochs=3, lr=0.5):
    m, n = X.shape
    w1 = np.random.uniform(-1, 1, (n, hidden))
    b1 = np.zeros((1, hidden))
    w2 = np.random.uniform(-1, 1, (hidden, 1))
    b2 = np.zeros((1, 1))
    losses = []
    for epoch in range(epochs):
        l1 = sigmoid(X.dot(w1) + b1)
        l2 = sigmoid(l1.dot(w2) + b2)
        error = l2 - y.reshape(m, 1)
        losses.append(np.mean(error**2))
        delta2 = error * l2 * (1 - l2)
        delta1 = delta2.dot(w2.T) * l1 * (1 - l1)
        w2 -= lr * l1.T.dot(delta2) / m
        b2 -= lr * delta2.sum(axis=0, keepdims=True) / m
        w1 -= lr * X.T.dot(delta1) / m
        b1 -= lr * delta1.sum(axis=0, keepdims=True) / m
    return w1, b1, w2, b2, losses


def predict(X, model):
    w1, b1, w2, b2 = model
    hidden = sigmoid(np.dot(X, w1) + b1)
    return (sigmoid(np.dot(hidden, w2) + b2) > 0.5).astype(int)


def gradient_descent(X, y, alpha, iterations):
    m = len(y)
    X = np.hstack([np.ones((m, 1)), X])
    theta = np.zeros((X.shape[1], 1))
    y = y.reshape(-1, 1)
    for _ in range(iterations):
        h = X @ theta
        theta = theta - alpha / m * (X.T @ (h - y))
    return theta


def normal_equation(X, y, lam=0.0):
    n = X.shape[1]
    return np.linalg.inv(X.T @ X + lam * np.eye(n)) @ X.T @ y


def r_squared(X, y, theta):
    residual = y - X @ theta
    return 1 - np.sum(residual**2) / np.sum((y - y.mean()) ** 2)


np.random.seed(0)
X, y = np.random.randn(11, 5), np.random.randint(0, 2, 11)
w1, b1, w2, b2, losses = train(X, y)
print(predict(X, (w1, b1, w2, b2)).shape, gradient_descent(X, y, 0.1, 3).shape)
theta = normal_equation(X, y, 0.1)
print(theta.shape, r_squared(X, y, theta))
