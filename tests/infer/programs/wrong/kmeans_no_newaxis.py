# wrong: line 6 ValueError
import numpy as np


def assign(points, centroids):
    distances = np.sqrt(((points - centroids) ** 2).sum(axis=-1))  #! error SHP102; raises ValueError
    return distances.argmin(axis=0)


np.random.seed(0)
points = np.random.randn(43, 2)  #: points (43, 2)
centroids = points[:5]  #: centroids (5, 2)
closest = assign(points, centroids)
print(closest.shape)
