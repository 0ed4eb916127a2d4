import numpy as np

rng = np.random.default_rng(52)
pulse = rng.normal(size=30)
window = np.hanning(5)
smooth = np.convolve(pulse, window / window.sum())
peak = int(np.argmax(smooth))
print(smooth, peak)
