import numpy as np


def gradient(height, dx, dy):
    across = (height[:, 2:] - height[:, :-2]) / (2 * dx)
    up = (height[2:, :] - height[:-2, :]) / (2 * dy)
    return across[1:-1, :], up[1:-1, :]


x, y = np.linspace(0, 1, 6), np.linspace(0, 2, 9)
height = np.sin(3 * x)[None, :] + y[:, None] ** 2
across, up = gradient(height, x[1] - x[0], y[1] - y[0])
slope = np.hypot(across, up)
print(slope)
