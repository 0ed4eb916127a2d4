import numpy as np

rng = np.random.default_rng(63)
counts, topics = rng.random((6, 4)), rng.random((4, 3))
mixture = np.einsum("dw,tw->dt", counts, topics)
main = mixture.argmax(axis=1)
print(mixture, main)
