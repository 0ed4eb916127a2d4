import numpy as np


def change(state):
    place, speed = state[:2], state[2:]
    pull = -place / np.linalg.norm(place) ** 3
    return np.array([speed, pull])


state = np.array([1.0, 0.0, 0.0, 1.1])
for _ in range(5):
    k1 = change(state)
    k2 = change(state + 0.05 * k1)
    state = state + 0.1 * k2
print(state)
