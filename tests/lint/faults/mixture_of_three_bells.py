import numpy as np

x = np.linspace(-4, 4, 17)
middle, width = np.array([-2.0, 0.0, 3.0]), np.array([0.5, 1.0, 0.7])
share = np.array([0.3, 0.5, 0.2])
bells = np.exp(-0.5 * ((x[:, None] - middle) / width) ** 2) / width
density = share @ bells
print(density)
