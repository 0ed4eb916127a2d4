import numpy as np

mass = np.array([1.0, 2.0, 0.5, 4.0])
pairs = mass[:, None] * mass
pull = 6.7 * pairs / 4
print(pull)
