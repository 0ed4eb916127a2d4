import numpy as np

angle = np.pi / 6
turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
corners = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 3.0], [0.0, 3.0], [2.0, 5.0]])
turned = turn @ corners
box = turned.max(axis=0) - turned.min(axis=0)
print(turned, box)
