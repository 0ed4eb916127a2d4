# A Kalman filter of a point that moves in a plane.
import numpy as np
from numpy.linalg import inv

dt = 0.1
F = np.array([[1, dt, 0, 0], [0, 1, 0, 0], [0, 0, 1, dt], [0, 0, 0, 1]])  #: F (4, 4)
H = np.array([[1, 0, 0, 0], [0, 0, 1, 0]])  #: H (2, 4)
Q = np.eye(F.shape[0]) * 1e-3  #: Q (4, 4)
R = np.diag([0.1, 0.2])  #: R (2, 2)
P = 10 * np.identity(4)  #: P (4, 4)
x = np.zeros((4, 1))  #: x (4, 1)


def predict(x, P, F, Q):
    x = F @ x  #: x (4, 1)
    P = F @ P @ F.T + Q  #: P (4, 4)
    return x, P


def update(x, P, z, H, R):
    y = z - H @ x  #: y (2, 1)
    S = H @ P @ H.T + R  #: S (2, 2)
    K = P @ H.T @ inv(S)  #: K (4, 2)
    x = x + K @ y  #: x (4, 1)
    I = np.eye(P.shape[0])  #: I (4, 4)
    P = (I - K @ H) @ P @ (I - K @ H).T + K @ R @ K.T  #: P (4, 4)
    return x, P


np.random.seed(2)
t = np.arange(0, 5, dt)  #: t (50,)
truth = np.vstack((np.cos(t), np.sin(t)))  #: truth (2, 50)
measurements = truth + np.random.randn(*truth.shape) * 0.1  #: measurements (2, 50)
track = []
for z in measurements.T:  #: z (2,)
    x, P = predict(x, P, F, Q)  #: P (4, 4); x (4, 1)
    x, P = update(x, P, z.reshape(2, 1), H, R)  #: P (4, 4); x (4, 1)
    track.append(x.ravel())
track = np.array(track)  #: track (n, 4) is (50, 4)
position = track[:, [0, 2]].T  #: position (2, n) is (2, 50)
rmse = np.sqrt(np.mean((position - truth) ** 2, axis=1))  #: rmse (2,)
spread = np.sqrt(P.diagonal())  #: spread (4,)
print(track.shape, rmse.shape, spread.shape)
