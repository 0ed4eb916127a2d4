import itertools

import numpy as np

np.random.seed(5)


def windows(series, width, step=1):
    i = 0
    while i + width <= len(series):
        yield series[i : i + width]
        i += step


def load_rows(n, *, columns=5):
    for i in range(n):
        yield np.arange(columns) * (i + 1.0)


signal = np.sin(np.linspace(0, 6, 59))
stacked = np.array([w for w in windows(signal, 11, step=3)])
means = [w.mean() for w in windows(signal, 7)]
mean_curve = np.asarray(means)

table = np.vstack(list(load_rows(13)))
first, *middle, last = table
inner = np.stack(middle)
head, *_ = np.array_split(table, 3)
(a, b), c = np.split(table, [5, 7])[:2], table[7:]

total = np.zeros(5)
for row in load_rows(3):
    total += row

pairs = []
for (i, u), (j, v) in itertools.combinations(enumerate(table[:4]), 2):
    d = u - v
    pairs.append(np.sqrt(d @ d))
pair_distances = np.array(pairs)

lookup = {name: col for name, col in zip("abcde", table.T)}
wide = np.column_stack([lookup[k] for k in sorted(lookup) if k != "c"])

rows, cols = table.shape
m, n = len(table), len(table[0])
flipped = table[::-1, ::2]
mask = table[:, 1] > 4
chosen = table[:, [0, 2]]
every = table[np.ix_([1, 3, 5], [0, 4])]

best, best_value = None, -np.inf
for k, column in enumerate(table.T):
    if (value := column.max()) > best_value:
        best, best_value = k, value

x = y = np.ones((3, 2))
x[0], y[1] = [5, 6], [7, 8]
x, extra = x.T, y[:, np.newaxis, :]
print(stacked.shape, wide.shape, best, extra.shape, rows * cols == m * n)
