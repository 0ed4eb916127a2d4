import numpy as np

rng = np.random.default_rng(71)
clips = rng.normal(size=(1, 16, 1))
waves = clips.squeeze()
loudness = np.sqrt((waves**2).mean(axis=1))
print(loudness)
