import numpy as np

sales = np.arange(1, 13).reshape(4, 3)
running = np.cumsum(sales)
last = running[-1]
print(running, last)
