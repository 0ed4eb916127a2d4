import numpy as np


def initialize(dims):
    parameters = {}
    for l in range(1, len(dims)):
        parameters["W" + str(l)] = np.full((dims[l - 1], dims[l]), 0.1)
        parameters["b" + str(l)] = np.zeros((dims[l], 1))
    return parameters


rng = np.random.default_rng(230)
parameters = initialize([5, 4, 3])
A = rng.normal(size=(5, 8))
for l in (1, 2):
    A = np.tanh(np.dot(parameters["W" + str(l)], A) + parameters["b" + str(l)])
print(A)
