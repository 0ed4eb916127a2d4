# wrong: line 8 ValueError
import numpy as np

heads = np.random.rand(3, 7, 5)
keys = np.random.rand(3, 11, 5)
scores = np.einsum("hqd,hkd->hqk", heads, keys)
values = np.random.rand(3, 11, 2)
out = np.einsum("hqk,hqd->hkd", scores, values)
print(out.shape)
