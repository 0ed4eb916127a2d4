import numpy as np

rng = np.random.default_rng(205)
notes = rng.normal(size=(6, 3))
Wh, Wx, b = 0.3 * rng.normal(size=(4, 4)), rng.normal(size=(4, 3)), np.zeros((4, 1))
h = np.zeros((4, 1))
for t in range(len(notes)):
    x = notes[t].reshape(-1, 1)
    h = np.tanh(Wh @ h + Wx @ x + b)
print(h)
