import numpy as np

t = np.linspace(0, 3, 60)
wave = np.cos(2 * np.pi * t)
crossing = np.diff(np.sign(wave)) != 0
times = t[1:][crossing]
print(times)
