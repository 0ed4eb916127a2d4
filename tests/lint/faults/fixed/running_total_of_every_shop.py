import numpy as np

sales = np.arange(1, 13).reshape(4, 3)
running = np.cumsum(sales, axis=0)
last = running[-1]
print(running, last)
