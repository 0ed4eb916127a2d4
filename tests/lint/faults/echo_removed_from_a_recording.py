import numpy as np

t = np.linspace(0, 1, 51)
sound = np.sin(2 * np.pi * 5 * t) + 0.3 * np.cos(2 * np.pi * 17 * t)
spectrum = np.fft.rfft(sound)
spectrum[10:] = 0
low = np.fft.irfft(spectrum)
high = sound - low
print(low, high)
