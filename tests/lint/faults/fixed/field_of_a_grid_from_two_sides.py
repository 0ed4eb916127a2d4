import numpy as np

x, y = np.linspace(0, 1, 5), np.linspace(0, 2, 8)
X, Y = np.meshgrid(x, y)
height = np.sin(X) * np.cos(Y)
bump = np.outer(y, x)
surface = height + bump
print(surface)
