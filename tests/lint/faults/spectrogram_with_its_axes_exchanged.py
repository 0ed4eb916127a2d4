import numpy as np


def spectrogram(sound, size, hop):
    starts = range(0, len(sound) - size + 1, hop)
    frames = np.array([sound[s : s + size] * np.hanning(size) for s in starts])
    return np.abs(np.fft.rfft(frames, axis=0))


t = np.arange(400) / 100
power = spectrogram(np.sin(2 * np.pi * 12 * t), 40, 20)
frequency = np.fft.rfftfreq(40, 1 / 100)
centre = (power * frequency).sum(axis=1) / power.sum(axis=1)
print(centre)
