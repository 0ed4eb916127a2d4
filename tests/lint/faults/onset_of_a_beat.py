import numpy as np

beat = np.array([0.0, 0.1, 0.0, 0.9, 0.7, 0.2, 0.8])
onset = np.where(beat > 0.5)[0]
rest = beat[onset:]
print(rest)
