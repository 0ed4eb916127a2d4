import numpy as np

rng = np.random.default_rng(55)
microphones = rng.normal(size=(4, 64))
power = np.abs(np.fft.rfft(microphones, axis=0)) ** 2
loudest = power.argmax(axis=1)
print(power, loudest)
