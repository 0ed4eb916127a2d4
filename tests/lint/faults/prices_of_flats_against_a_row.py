import numpy as np

rng = np.random.default_rng(20)
flats = np.c_[np.ones(15), rng.random((15, 2))]
prices = flats @ np.array([1.0, 2.0, -1.0])
theta = np.zeros((3, 1))
history = []
for _ in range(5):
    miss = flats @ theta - prices
    history.append(float((miss**2).mean()))
    theta = theta - 0.1 * (flats.T @ miss).mean(axis=1, keepdims=True) / 15
last = history[-1]
print(last, theta)
