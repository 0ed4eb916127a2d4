import numpy as np

rng = np.random.default_rng(33)
returns = rng.normal(0.0004, 0.01, size=(60, 3))
held = np.array([0.5, 0.3, 0.2])
sigma = np.cov(returns)
variance = held @ sigma @ held
yearly = np.sqrt(252 * variance)
print(yearly)
