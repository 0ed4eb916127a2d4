import numpy as np


def force(place, stiffness):
    stretch = np.diff(place, prepend=0.0)
    pull = -stiffness * stretch
    pull[:-1] += stiffness[1:] * stretch[1:]
    return pull


mass, stiffness = np.array([1.0, 2.0, 1.5, 1.0]), np.array([10.0, 8.0, 8.0, 8.0])
place, speed = np.array([0.1, 0.0, 0.0, 0.2]), np.zeros(4)
for _ in range(10):
    speed = speed + 0.01 * force(place, stiffness) / mass
    place = place + 0.01 * speed
print(place)
