import numpy as np


def resampled(x, count):
    spectrum = np.fft.rfft(x)[: count // 2 + 1]
    return np.fft.irfft(spectrum) * (count / len(x))


t = np.arange(60) / 60
slow = resampled(np.sin(2 * np.pi * 3 * t) + 1, 24)
truth = np.sin(2 * np.pi * 3 * np.arange(24) / 24) + 1
gap = slow - truth
print(gap, slow)
