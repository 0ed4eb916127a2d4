import numpy as np

rng = np.random.default_rng(16)
n_a, n_x, m = 5, 3, 4
words = rng.normal(size=(n_x, m, 6))
state = np.zeros((n_a, m))
Wa, ba = rng.normal(size=(n_a, n_a + n_x)), np.zeros((n_a, 1))
for t in range(words.shape[2]):
    both = np.concatenate((state, words[:, :, t]), axis=0)
    state = np.tanh(Wa @ both + ba)
print(state)
