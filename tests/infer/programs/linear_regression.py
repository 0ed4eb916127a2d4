# Linear regression by the normal equation and by gradient descent.
import numpy as np

# house prices: predict from area and rooms
np.random.seed(3)
m = 47
area = np.random.uniform(800, 4000, m)  #: area (47,)
rooms = np.random.randint(1, 6, m)  #: rooms (47,)
price = 100 * area + 5000 * rooms + np.random.randn(m) * 1000  #: price (47,)

X = np.column_stack((area, rooms))  #: X (47, 2)
y = price.reshape(m, 1)  #: y (47, 1)


def featureNormalize(X):
    mu = np.mean(X, axis=0)  #: mu (2,)
    sigma = np.std(X, axis=0, ddof=1)  #: sigma (2,)
    X_norm = (X - mu) / sigma  #: X_norm (47, 2)
    return X_norm, mu, sigma


def computeCost(X, y, theta):
    m = len(y)
    J = np.sum((X.dot(theta) - y) ** 2) / (2 * m)  #: J ()
    return J


def gradientDescent(X, y, theta, alpha, num_iters):
    m = y.size
    J_history = np.zeros((num_iters, 1))  #: J_history (60, 1)
    for i in range(num_iters):
        h = X.dot(theta)  #: h (47, 1)
        theta = theta - alpha * (1.0 / m) * X.T.dot(h - y)  #: theta (3, 1)
        J_history[i] = computeCost(X, y, theta)
    return theta, J_history


def normalEqn(X, y):
    theta = np.linalg.inv(X.T @ X) @ X.T @ y  #: theta (3, 1)
    return theta


X_norm, mu, sigma = featureNormalize(X)  #: X_norm (47, 2); mu (2,); sigma (2,)
Xb = np.c_[np.ones(m), X_norm]  #: Xb (47, 3)
theta = np.zeros((3, 1))  #: theta (3, 1)
theta, J_history = gradientDescent(Xb, y, theta, 0.1, 60)  #: J_history (60, 1); theta (3, 1)

house = np.array([1650, 3])  #: house (2,)
house_norm = (house - mu) / sigma  #: house_norm (2,)
estimate = np.insert(house_norm, 0, 1) @ theta  #: estimate (1,)

X_raw = np.concatenate([np.ones((m, 1)), X], axis=1)  #: X_raw (47, 3)
theta_exact = normalEqn(X_raw, y)  #: theta_exact (3, 1)
estimate_exact = np.dot(np.array([[1, 1650, 3]]), theta_exact)  #: estimate_exact (1, 1)
coef, residuals, rank, sv = np.linalg.lstsq(X_raw, y, rcond=None)  #: coef (3, 1); rank (); residuals (_,) is (1,); sv (3,)
r2 = 1 - ((y - X_raw @ coef) ** 2).sum() / ((y - y.mean()) ** 2).sum()  #: r2 ()
print(estimate.shape, estimate_exact.shape, J_history[-1].shape, rank, round(r2, 2))
