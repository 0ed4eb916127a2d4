import numpy as np

rng = np.random.default_rng(327)
particles, weights = rng.normal(size=(9, 1)), np.full(9, 1 / 9)
for seen in (0.2, 0.4, 0.1):
    particles = particles + 0.1
    likelihood = np.exp(-0.5 * ((seen - particles[:, 0]) / 0.3) ** 2)
    weights = weights * likelihood
    weights = weights / weights.sum()
mean = (weights * particles[:, 0]).sum()
print(weights, mean)
