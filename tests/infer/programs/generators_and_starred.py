# Generators of windows, and starred assignments.
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


signal = np.sin(np.linspace(0, 6, 59))  #: signal (59,)
stacked = np.array([w for w in windows(signal, 11, step=3)])  #: stacked (17, 11); w (11,)
means = [w.mean() for w in windows(signal, 7)]  #: w (_,) is (7,)
mean_curve = np.asarray(means)  #: mean_curve (_,) is (53,)

table = np.vstack(list(load_rows(13)))  #: table (13, 5)
first, *middle, last = table  #: first (5,); last (5,)
inner = np.stack(middle)  #: inner (11, 5)
head, *_ = np.array_split(table, 3)  #: head (5, 5)
(a, b), c = np.split(table, [5, 7])[:2], table[7:]  #: a (5, 5); b (2, 5); c (6, 5)

total = np.zeros(5)  #: total (5,)
for row in load_rows(3):  #: row (5,)
    total += row  #: total (5,)

pairs = []
for (i, u), (j, v) in itertools.combinations(enumerate(table[:4]), 2):  #: u ? is (5,); v ? is (5,)
    d = u - v  #: d ? is (5,)
    pairs.append(np.sqrt(d @ d))
pair_distances = np.array(pairs)  #: pair_distances ? is (6,)

lookup = {name: col for name, col in zip("abcde", table.T)}  #: col (13,)
wide = np.column_stack([lookup[k] for k in sorted(lookup) if k != "c"])  #: wide (13, 4)

rows, cols = table.shape
m, n = len(table), len(table[0])
flipped = table[::-1, ::2]  #: flipped (13, 3)
mask = table[:, 1] > 4  #: mask (13,)
chosen = table[:, [0, 2]]  #: chosen (13, 2)
every = table[np.ix_([1, 3, 5], [0, 4])]  #: every (3, 2)

best, best_value = None, -np.inf
for k, column in enumerate(table.T):  #: column (13,)
    if (value := column.max()) > best_value:  #: value ()
        best, best_value = k, value  #: best_value ()

x = y = np.ones((3, 2))  #: x (3, 2); y (3, 2)
x[0], y[1] = [5, 6], [7, 8]
x, extra = x.T, y[:, np.newaxis, :]  #: extra (3, 1, 2); x (2, 3)
print(stacked.shape, wide.shape, best, extra.shape, rows * cols == m * n)
