import numpy as np

belief = np.full((4, 1), 0.25)
likelihood = np.array([0.9, 0.1, 0.4, 0.2])
after = belief * likelihood.reshape(4, 1)
after = after / after.sum()
print(after)
