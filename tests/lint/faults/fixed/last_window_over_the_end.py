import numpy as np

rng = np.random.default_rng(56)
signal, width = rng.normal(size=20), 6
windows = np.zeros((len(signal) - width + 1, width))
for start in range(len(signal) - width + 1):
    windows[start] = signal[start : start + width]
energy = (windows**2).sum(axis=1)
print(energy)
