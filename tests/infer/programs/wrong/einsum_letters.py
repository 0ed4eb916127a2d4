# wrong: line 8 ValueError
import numpy as np

heads = np.random.rand(3, 7, 5)  #: heads (3, 7, 5)
keys = np.random.rand(3, 11, 5)  #: keys (3, 11, 5)
scores = np.einsum("hqd,hkd->hqk", heads, keys)  #: scores (3, 7, 11)
values = np.random.rand(3, 11, 2)  #: values (3, 11, 2)
out = np.einsum("hqk,hqd->hkd", scores, values)  #! error SHP109; raises ValueError
print(out.shape)
