import numpy as np

rng = np.random.default_rng(333)
velocity = rng.normal(size=(10, 3))
mass = rng.uniform(1, 2, size=(10, 1))
momentum = mass * velocity
speed = np.linalg.norm(velocity, axis=1)
energy = 0.5 * np.linalg.norm(momentum, axis=1) ** 2 / mass
temperature = 2 / 3 * energy.mean()
print(temperature, speed)
