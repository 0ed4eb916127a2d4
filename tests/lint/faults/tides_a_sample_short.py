import numpy as np

hours = np.arange(25)
tide = 2 + np.sin(2 * np.pi * hours / 12.4)
waves = np.fft.rfft(tide)
waves[6:] = 0
smooth = np.fft.irfft(waves)
level = smooth.mean()
print(smooth, level)
