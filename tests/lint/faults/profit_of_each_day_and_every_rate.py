import numpy as np


def profit(units, price, cost):
    return units * (price - cost)


days = np.loadtxt(["3 2.5", "4 2.0", "6 3.0", "5 2.2"])
units, price = days[:, :1], days[:, 1]
total = profit(units, price, 1.5).sum()
print(total)
