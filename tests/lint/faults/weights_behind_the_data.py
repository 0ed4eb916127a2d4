import numpy as np

rng = np.random.default_rng(14)
pixels = rng.random((12, 9))
weights, bias = rng.normal(size=(4, 12)), rng.normal(size=(4, 1))
scores = pixels.dot(weights) + bias
labels = scores.argmax(axis=0)
print(scores, labels)
