import numpy as np


def with_intercept(table):
    ones = np.ones((len(table), 1))
    return np.concatenate([ones, table], axis=1)


rng = np.random.default_rng(36)
design = with_intercept(rng.normal(size=(11, 2)))
gram = design.T @ design
print(gram)
