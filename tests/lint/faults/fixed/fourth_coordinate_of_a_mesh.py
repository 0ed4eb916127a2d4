import numpy as np

rng = np.random.default_rng(84)
mesh = rng.normal(size=(6, 3))
lifted = np.append(mesh, np.ones((6, 1)), axis=1)
move = np.eye(4)
move[:3, 3] = [1.0, -2.0, 0.5]
moved = (lifted @ move.T)[:, :3]
print(moved)
