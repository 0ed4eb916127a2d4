import numpy as np

x, P, H = np.array([[0.0], [1.0]]), np.eye(2), np.array([[1.0, 0.0]])
for seen in (0.9, 2.1, 2.9):
    S = (H @ P @ H.T + 0.2).item()
    K = P @ H[0] / S
    x = x + K * (seen - (H @ x).item())
print(x)
