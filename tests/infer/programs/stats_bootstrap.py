"""Bootstrap confidence intervals, correlations, a t-test table."""
import numpy as np

np.random.seed(0)
groups = {"control": np.random.normal(10, 2, 23), "low": np.random.normal(11, 2, 19), "high": np.random.normal(13, 2, 29)}


def bootstrap(sample, stat=np.mean, n_boot=101):
    n = len(sample)
    idx = np.random.randint(0, n, size=(n_boot, n))  #: idx (101, 23) | (101, 19) | (101, 29)
    return stat(sample[idx], axis=1)


def ci(samples, level=0.95):
    tail = (1 - level) / 2 * 100
    return np.percentile(samples, [tail, 100 - tail])


intervals = {}
for name, values in groups.items():  #: values (23,) | (19,) | (29,)
    boots = bootstrap(values)  #: boots (101,)
    intervals[name] = ci(boots)  #: intervals['control'] (2,); intervals['high'] (2,); intervals['low'] (2,)
lower, upper = np.array(list(intervals.values())).T  #: lower (3,); upper (3,)

names = list(groups)
t = np.zeros((len(names), len(names)))  #: t (3, 3)
for i, a in enumerate(names):
    for j, b in enumerate(names):
        xa, xb = groups[a], groups[b]  #: xa (23,) | (19,) | (29,); xb (23,) | (19,) | (29,)
        se = np.sqrt(xa.var(ddof=1) / len(xa) + xb.var(ddof=1) / len(xb))  #: se ()
        t[i, j] = (xa.mean() - xb.mean()) / se

table = np.random.randn(31, 5)  #: table (31, 5)
table[:, 2] = table[:, 0] * 0.8 + 0.2 * table[:, 2]
corr = np.corrcoef(table.T)  #: corr (5, 5)
iu = np.triu_indices(5, k=1)
pairs = corr[iu]  #: pairs (10,)
strongest = np.unravel_index(np.abs(corr - np.eye(5)).argmax(), corr.shape)
ranks = table.argsort(axis=0).argsort(axis=0)  #: ranks (31, 5)
z = (table - table.mean(0)) / table.std(0, ddof=1)  #: z (31, 5)
outliers = np.where(np.abs(z) > 2)
hist, edges = np.histogram(table[:, 0], bins=7)  #: edges (8,); hist (7,)
centres = (edges[:-1] + edges[1:]) / 2  #: centres (7,)
grid_x, grid_y = np.meshgrid(centres, np.linspace(0, 1, 11))  #: grid_x (11, 7); grid_y (11, 7)
quantiles = np.quantile(table, [0.1, 0.5, 0.9], axis=0)  #: quantiles (3, 5)
kde = np.exp(-0.5 * ((centres[:, None] - table[:, 0]) / 0.3) ** 2).sum(axis=1)  #: kde (7,)
print(lower.shape, pairs.shape, centres.shape, grid_x.shape, quantiles.shape, kde.shape, ranks.shape)
