import numpy as np

rng = np.random.default_rng(221)
fund = rng.normal(0.001, 0.01, size=(40, 1))
safe = np.full(40, 0.0001)
excess = fund - safe
sharpe = excess.mean() / excess.std(ddof=1) * np.sqrt(252)
print(sharpe)
