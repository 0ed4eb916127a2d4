import numpy as np

rng = np.random.default_rng(37)
flowers = rng.normal(size=(20, 5))
centred = flowers - flowers.mean(axis=0)
U, S, Vt = np.linalg.svd(centred, full_matrices=False)
top = Vt[:2]
scores = centred @ top.T
back = scores @ top + flowers.mean(axis=0)
print(scores, back)
