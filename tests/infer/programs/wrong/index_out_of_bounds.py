# wrong: line 9 IndexError
import numpy as np

train = np.random.rand(41, 5)  #: train (41, 5)
features = train[:, :4]  #: features (41, 4)
target = train[:, 4]  #: target (41,)
design = np.ones((41, 5))  #: design (41, 5)
design[:, 1:] = features
last = design[:, 5]  #! error SHP107; raises IndexError
print(last.mean())
