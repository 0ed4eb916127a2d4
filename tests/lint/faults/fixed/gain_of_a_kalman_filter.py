import numpy as np

F, H = np.array([[1.0, 0.1], [0.0, 1.0]]), np.array([[1.0, 0.0]])
Q, R = 0.01 * np.eye(2), np.array([[0.5]])
x, P = np.zeros((2, 1)), np.eye(2)
for seen in (0.1, 0.25, 0.28, 0.45):
    x, P = F @ x, F @ P @ F.T + Q
    S = H @ P @ H.T + R
    K = P @ H.T @ np.linalg.inv(S)
    x = x + K @ (np.array([[seen]]) - H @ x)
    P = (np.eye(2) - K @ H) @ P
print(x, P)
