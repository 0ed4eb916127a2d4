import numpy as np

rng = np.random.default_rng(213)
running = np.zeros((4, 1))
for _ in range(3):
    Z = rng.normal(2.0, 1.0, size=(4, 10))
    mu = np.mean(Z, axis=1)
    running = 0.9 * running + 0.1 * mu
print(running)
