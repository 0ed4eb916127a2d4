import numpy as np


def mean_rows(stack):
    flat = stack.squeeze(axis=3)
    return flat.mean(axis=0)


rng = np.random.default_rng(72)
frame = rng.random((1, 5, 6, 1))
average = mean_rows(frame)
print(average)
