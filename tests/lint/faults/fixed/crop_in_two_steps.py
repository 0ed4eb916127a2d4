import numpy as np

rng = np.random.default_rng(67)
scan = rng.random((20, 24))
top, bottom, left, right = 4, 12, 6, 16
face = scan[top:bottom, left:right]
mean = face.mean()
print(face, mean)
