# wrong: line 8 ValueError
import numpy as np

signal = np.arange(50.0)  #: signal (50,)
windows = []
for start in range(0, 50, 15):
    windows.append(signal[start : start + 15])
frames = np.stack(windows)  #! error SHP103; raises ValueError
print(frames.mean(axis=1))
