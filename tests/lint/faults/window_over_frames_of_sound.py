import numpy as np

rng = np.random.default_rng(243)
sound = rng.normal(size=64)
frames = np.stack([sound[s : s + 16] for s in range(0, 49, 8)], axis=1)
spectrum = np.abs(np.fft.rfft(frames * np.hanning(16)))
print(spectrum)
