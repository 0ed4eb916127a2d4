import numpy as np


def link(angle, length):
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, length * c], [s, c, length * s], [0.0, 0.0, 1.0]])


arm = np.eye(3)
for angle, length in ((0.3, 2.0), (-0.5, 1.0), (0.2, 0.5)):
    arm = arm @ link(angle, length)
tool = np.array([0.1, 0.0])
tip = arm @ tool
print(tip[:2])
