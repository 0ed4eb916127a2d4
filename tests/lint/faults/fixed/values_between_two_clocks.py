import numpy as np

clock = np.arange(0.0, 10.0, 0.5)
volts = np.exp(-clock / 3)
current = np.diff(volts)
fine = np.linspace(0, 9, 7)
at = np.interp(fine, clock[1:], current)
print(at)
