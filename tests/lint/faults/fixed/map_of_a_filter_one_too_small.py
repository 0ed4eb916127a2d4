import numpy as np


def slide(picture, kernel):
    f = kernel.shape[0]
    n_h, n_w = picture.shape[0] - f + 1, picture.shape[1] - f + 1
    out = np.zeros((n_h, n_w))
    for i in range(picture.shape[0] - f + 1):
        for j in range(picture.shape[1] - f + 1):
            out[i, j] = (picture[i : i + f, j : j + f] * kernel).sum()
    return out


rng = np.random.default_rng(234)
edges = slide(rng.random((7, 6)), np.array([[1.0, 0.0, -1.0]] * 3))
print(edges)
