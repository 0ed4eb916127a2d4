import numpy as np

rng = np.random.default_rng(96)
arms, forces = rng.normal(size=(3, 3)), rng.normal(size=(3, 3))
strength = np.array([1.0, 2.0, 4.0])
scaled = forces * strength
torque = np.cross(arms, scaled)
print(torque)
