# A Kalman filter as a class with the usual letters, and its plain functions.
import numpy as np


class KalmanFilter:
    def __init__(self, F, H, Q, R, P, x0):
        self.n = F.shape[1]
        self.m = H.shape[1]
        self.F = F
        self.H = H
        self.Q = Q
        self.R = R
        self.P = P
        self.x = x0

    def predict(self):
        self.x = np.dot(self.F, self.x)
        self.P = np.dot(np.dot(self.F, self.P), self.F.T) + self.Q
        return self.x

    def update(self, z):
        y = z - np.dot(self.H, self.x)
        S = self.R + np.dot(self.H, np.dot(self.P, self.H.T))
        K = np.dot(np.dot(self.P, self.H.T), np.linalg.inv(S))
        self.x = self.x + np.dot(K, y)
        I = np.eye(self.n)
        self.P = np.dot(np.dot(I - np.dot(K, self.H), self.P), (I - np.dot(K, self.H)).T) + np.dot(
            np.dot(K, self.R), K.T
        )
        return self.x


class Tracker:
    def __init__(self, dt, dim=2):
        self.dim = dim
        self.A = np.block([[np.eye(dim), dt * np.eye(dim)], [np.zeros((dim, dim)), np.eye(dim)]])
        self.C = np.hstack([np.eye(dim), np.zeros((dim, dim))])
        self.P = np.eye(2 * dim)
        self.mean = np.zeros((2 * dim, 1))
        self.Q = 1e-3 * np.eye(2 * dim)
        self.R = 1e-2 * np.eye(dim)

    def step(self, measurement):
        mean = self.A @ self.mean
        P = self.A @ self.P @ self.A.T + self.Q
        S = self.C @ P @ self.C.T + self.R
        gain = P @ self.C.T @ np.linalg.inv(S)
        residual = measurement.reshape(self.dim, 1) - self.C @ mean
        self.mean = mean + gain @ residual
        self.P = (np.eye(2 * self.dim) - gain @ self.C) @ P
        return self.mean[: self.dim, 0]


def kf_predict(x, P, A, Q, B, u):
    x = A @ x + B @ u
    P = A @ P @ A.T + Q
    return x, P


def kf_update(x, P, z, H, R):
    innovation = z - H @ x
    S = H @ P @ H.T + R
    K = P @ H.T @ np.linalg.inv(S)
    x = x + K @ innovation
    P = P - K @ S @ K.T
    return x, P


dt = 0.1
F = np.array([[1, dt, 0], [0, 1, dt], [0, 0, 1]])
H = np.array([[1.0, 0, 0], [0, 1.0, 0]])
kf = KalmanFilter(F, H, 1e-3 * np.eye(3), 0.5 * np.eye(2), np.eye(3), np.zeros((3, 1)))
kf.predict()
print(kf.update(np.ones((2, 1))).shape)
tracker = Tracker(dt)
print(tracker.step(np.array([1.0, 2.0])).shape)
x, P = kf_predict(np.zeros((3, 1)), np.eye(3), F, np.eye(3), np.ones((3, 1)), np.ones((1, 1)))
x, P = kf_update(x, P, np.ones((2, 1)), H, np.eye(2))
print(x.shape, P.shape)
