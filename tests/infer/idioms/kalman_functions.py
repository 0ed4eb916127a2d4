# A Kalman filter as functions of the state and its covariance, and a smoother over all steps.
import numpy as np


def predict(x, P, F, Q):
    x = F @ x
    P = F @ P @ F.T + Q
    return x, P


def update(x, P, z, H, R):
    y = z - H @ x
    S = H @ P @ H.T + R
    K = P @ H.T @ np.linalg.inv(S)
    x = x + K @ y
    P = (np.eye(P.shape[0]) - K @ H) @ P
    return x, P


def make_model(dt, n_dims):
    n = 2 * n_dims
    F = np.eye(n)
    F[:n_dims, n_dims:] = dt * np.eye(n_dims)
    H = np.zeros((n_dims, n))
    H[:, :n_dims] = np.eye(n_dims)
    Q = 0.01 * np.eye(n)
    R = 0.1 * np.eye(n_dims)
    return F, H, Q, R


def run_filter(zs, dt, n_dims):
    F, H, Q, R = make_model(dt, n_dims)
    x = np.zeros((2 * n_dims, 1))
    P = np.eye(2 * n_dims)
    steps = len(zs)
    means = np.zeros((steps, 2 * n_dims))
    covs = np.zeros((steps, 2 * n_dims, 2 * n_dims))
    for t in range(steps):
        x, P = predict(x, P, F, Q)
        x, P = update(x, P, zs[t].reshape(-1, 1), H, R)
        means[t] = x[:, 0]
        covs[t] = P
    return means, covs


def smooth(means, covs, F, Q):
    steps, n = means.shape
    out = means.copy()
    P = covs[-1]
    for t in range(steps - 2, -1, -1):
        predicted = F @ covs[t] @ F.T + Q
        G = covs[t] @ F.T @ np.linalg.inv(predicted)
        out[t] = means[t] + G @ (out[t + 1] - F @ means[t])
        P = covs[t] + G @ (P - predicted) @ G.T
    return out, P


rng = np.random.default_rng(0)
F, H, Q, R = make_model(0.1, 2)
means, covs = run_filter(rng.normal(size=(7, 2)), 0.1, 2)
print(smooth(means, covs, F, Q)[0].shape)
