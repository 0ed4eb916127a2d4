# silent: line 6
import numpy as np

# a square matrix of counts: each row should become a distribution
counts = np.random.RandomState(1).randint(1, 9, size=(5, 5)).astype(float)  #: counts (5, 5)
P = counts / counts.sum(axis=1)  #: P (5, 5)  #! warning SHP203
start = np.ones(5) / 5  #: start (5,)
for _ in range(10):
    start = start @ P  #: start (5,)
print(start.sum())
