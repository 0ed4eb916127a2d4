import numpy as np

rng = np.random.default_rng(53)
ecg = rng.normal(size=(3, 32))
taps = np.array([0.25, 0.5, 0.25])
clean = np.array([np.convolve(lead, taps, mode="same") for lead in ecg])
print(clean)
