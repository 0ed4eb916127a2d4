import numpy as np

rng = np.random.default_rng(244)
sky, sea = rng.random((4, 9, 3)), rng.random((6, 9, 3))
view = np.hstack((sky, sea))
print(view)
