import numpy as np

rng = np.random.default_rng(69)
page, stamp = np.zeros((30, 20)), rng.random((4, 7))
height, width = stamp.shape
row, column = 10, 5
page[row : row + height, column : column + width] = stamp
ink = page.sum()
print(page, ink)
