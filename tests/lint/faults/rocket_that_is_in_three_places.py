import numpy as np

place, speed = np.zeros((3, 1)), np.array([[1.0], [0.0], [8.0]])
pull = np.array([0.0, 0.0, -9.81])
dt = 0.1
for _ in range(5):
    speed = speed + dt * pull
    place = place + dt * speed
print(place, speed)
