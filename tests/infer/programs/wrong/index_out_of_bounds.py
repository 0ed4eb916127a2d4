# wrong: line 9 IndexError
import numpy as np

train = np.random.rand(41, 5)
features = train[:, :4]
target = train[:, 4]
design = np.ones((41, 5))
design[:, 1:] = features
last = design[:, 5]
print(last.mean())
