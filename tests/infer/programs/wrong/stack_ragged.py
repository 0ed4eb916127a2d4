# wrong: line 8 ValueError
import numpy as np

signal = np.arange(50.0)
windows = []
for start in range(0, 50, 15):
    windows.append(signal[start : start + 15])
frames = np.stack(windows)
print(frames.mean(axis=1))
