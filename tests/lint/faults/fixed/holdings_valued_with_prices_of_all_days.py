import numpy as np


class Book:
    def __init__(self, names):
        self.names = names
        self.held = np.zeros(len(names))

    def buy(self, name, count):
        self.held[self.names.index(name)] += count

    def worth(self, prices):
        return prices @ self.held


rng = np.random.default_rng(321)
prices = rng.uniform(10, 20, size=(4, 6))
book = Book(["oil", "tin", "tea", "rye"])
book.buy("tin", 5)
book.buy("rye", 2)
worth = book.worth(prices.T)
print(worth)
