# Arrays behind properties and setters.
import numpy as np


class Standardizer:
    """Remembers the mean and the scale of each column."""

    _eps = 1e-8

    def __init__(self, data=None):
        self._mean = None
        self._scale = None
        if data is not None:
            self.data = data  #: self.data ? is (19, 3) | (23, 5)

    @property
    def data(self):
        return self._data

    @data.setter
    def data(self, value):
        value = np.atleast_2d(np.asarray(value, dtype=float))  #: value (23, 5) | (19, 3) | (2, 7)
        self._data = value  #: self._data (23, 5) | (19, 3) | (2, 7)
        self._mean = value.mean(axis=0)  #: self._mean (5,) | (3,) | (7,)
        self._scale = value.std(axis=0) + self._eps  #: self._scale (5,) | (3,) | (7,)

    @property
    def mean(self):
        return self._mean

    @property
    def n_columns(self) -> int:
        return self._mean.shape[0]

    @staticmethod
    def whiten(z):
        cov = z.T @ z / (z.shape[0] - 1)  #: cov (5, 5)
        u, s, vt = np.linalg.svd(cov)  #: s (5,); u (5, 5); vt (5, 5)
        w = u @ np.diag(1.0 / np.sqrt(s + 1e-9)) @ vt  #: w (5, 5)
        return z @ w

    @classmethod
    def of_random(cls, rows, columns, seed=0):
        return cls(np.random.RandomState(seed).randn(rows, columns))

    def __call__(self, x):
        return (x - self._mean) / self._scale

    def __len__(self):
        return len(self._data)

    def __getitem__(self, i):
        return self._data[i]

    def __matmul__(self, other):
        return self._data @ other


class Robust(Standardizer):
    def __init__(self, data, q=25):
        super().__init__(data)
        lo, hi = np.percentile(self.data, [q, 100 - q], axis=0)  #: hi (3,); lo (3,)
        self._mean = np.median(self.data, axis=0)  #: self._mean (3,)
        self._scale = hi - lo  #: self._scale (3,)


s = Standardizer.of_random(23, 5, seed=4)
z = s(s.data)  #: z (23, 5)
white = Standardizer.whiten(z)  #: white (23, 5)
r = Robust(np.random.RandomState(1).rand(19, 3))
zr = r(r.data)  #: zr (19, 3)
row = s[4]  #: row (5,)
projected = s @ np.ones((5, 2))  #: projected (23, 2)
count = len(s)
s.data = np.ones((2, 7)) * np.arange(7)  #: s.data ? is (2, 7)
assert s.n_columns == 7
latest = s.mean  #: latest (7,)
print(white.shape, zr.shape, row.shape, projected.shape, count, latest.shape)
