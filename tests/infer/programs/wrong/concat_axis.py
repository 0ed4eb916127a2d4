# wrong: line 11 ValueError
import numpy as np

rng = np.random.default_rng(0)
hidden, inputs, batch = 11, 3, 5
h_prev = rng.normal(size=(hidden, batch))  #: h_prev (11, 5)
x_t = rng.normal(size=(inputs, batch))  #: x_t (3, 5)
W_f = rng.normal(size=(hidden, hidden + inputs))  #: W_f (11, 14)
b_f = np.zeros((hidden, 1))  #: b_f (11, 1)
for step in range(4):
    concat = np.concatenate((h_prev, x_t), axis=1)  #! error SHP103; raises ValueError
    f = 1 / (1 + np.exp(-(W_f @ concat + b_f)))
    h_prev = np.tanh(f)
