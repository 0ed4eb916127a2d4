# wrong: line 9 AxisError
import numpy as np

data = np.random.randn(53, 7)  #: data (53, 7)
centred = data - data.mean(axis=0)  #: centred (53, 7)
cov = centred.T @ centred / 52  #: cov (7, 7)
vals, vecs = np.linalg.eigh(cov)  #: vals (7,); vecs (7, 7)
scores = centred @ vecs[:, -2:]  #: scores (53, 2)
lengths = np.sqrt((scores**2).sum(axis=2))  #! error SHP105; raises AxisError
print(lengths.shape)
