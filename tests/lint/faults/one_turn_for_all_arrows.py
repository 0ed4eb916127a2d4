import numpy as np

rng = np.random.default_rng(101)
turn = np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
arrows = rng.normal(size=(6, 3))
turned = arrows @ turn
print(turned)
