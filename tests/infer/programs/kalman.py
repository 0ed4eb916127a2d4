import numpy as np
from numpy.linalg import inv

dt = 0.1
F = np.array([[1, dt, 0, 0], [0, 1, 0, 0], [0, 0, 1, dt], [0, 0, 0, 1]])
H = np.array([[1, 0, 0, 0], [0, 0, 1, 0]])
Q = np.eye(F.shape[0]) * 1e-3
R = np.diag([0.1, 0.2])
P = 10 * np.identity(4)
x = np.zeros((4, 1))


def predict(x, P, F, Q):
    x = F @ x
    P = F @ P @ F.T + Q
    return x, P


def update(x, P, z, H, R):
    y = z - H @ x
    S = H @ P @ H.T + R
    K = P @ H.T @ inv(S)
    x = x + K @ y
    I = np.eye(P.shape[0])
    P = (I - K @ H) @ P @ (I - K @ H).T + K @ R @ K.T
    return x, P


np.random.seed(2)
t = np.arange(0, 5, dt)
truth = np.vstack((np.cos(t), np.sin(t)))
measurements = truth + np.random.randn(*truth.shape) * 0.1
track = []
for z in measurements.T:
    x, P = predict(x, P, F, Q)
    x, P = update(x, P, z.reshape(2, 1), H, R)
    track.append(x.ravel())
track = np.array(track)
position = track[:, [0, 2]].T
rmse = np.sqrt(np.mean((position - truth) ** 2, axis=1))
spread = np.sqrt(P.diagonal())
print(track.shape, rmse.shape, spread.shape)
