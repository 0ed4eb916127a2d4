import numpy as np

# house prices: predict from area and rooms
np.random.seed(3)
m = 47
area = np.random.uniform(800, 4000, m)
rooms = np.random.randint(1, 6, m)
price = 100 * area + 5000 * rooms + np.random.randn(m) * 1000

X = np.column_stack((area, rooms))
y = price.reshape(m, 1)


def featureNormalize(X):
    mu = np.mean(X, axis=0)
    sigma = np.std(X, axis=0, ddof=1)
    X_norm = (X - mu) / sigma
    return X_norm, mu, sigma


def computeCost(X, y, theta):
    m = len(y)
    J = np.sum((X.dot(theta) - y) ** 2) / (2 * m)
    return J


def gradientDescent(X, y, theta, alpha, num_iters):
    m = y.size
    J_history = np.zeros((num_iters, 1))
    for i in range(num_iters):
        h = X.dot(theta)
        theta = theta - alpha * (1.0 / m) * X.T.dot(h - y)
        J_history[i] = computeCost(X, y, theta)
    return theta, J_history


def normalEqn(X, y):
    theta = np.linalg.inv(X.T @ X) @ X.T @ y
    return theta


X_norm, mu, sigma = featureNormalize(X)
Xb = np.c_[np.ones(m), X_norm]
theta = np.zeros((3, 1))
theta, J_history = gradientDescent(Xb, y, theta, 0.1, 60)

house = np.array([1650, 3])
house_norm = (house - mu) / sigma
estimate = np.insert(house_norm, 0, 1) @ theta

X_raw = np.concatenate([np.ones((m, 1)), X], axis=1)
theta_exact = normalEqn(X_raw, y)
estimate_exact = np.dot(np.array([[1, 1650, 3]]), theta_exact)
coef, residuals, rank, sv = np.linalg.lstsq(X_raw, y, rcond=None)
r2 = 1 - ((y - X_raw @ coef) ** 2).sum() / ((y - y.mean()) ** 2).sum()
print(estimate.shape, estimate_exact.shape, J_history[-1].shape, rank, round(r2, 2))
