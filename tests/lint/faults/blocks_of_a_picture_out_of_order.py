import numpy as np

picture = np.arange(36.0).reshape(6, 6)
blocks = picture.reshape(3, 3, 2, 2)
pooled = blocks.max(axis=(2, 3))
print(pooled)
