# wrong: line 14 ValueError
import numpy as np


def relu(Z):
    return np.maximum(0, Z)


def L_model_forward(X, parameters):
    A = X
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A
        A = relu(np.dot(parameters["W" + str(L)], A_prev) + parameters["b" + str(l)])
    AL = np.dot(parameters["W" + str(L)], A) + parameters["b" + str(L)]
    return AL


dims = [13, 7, 5, 3]
parameters = {}
for l in range(1, len(dims)):
    parameters["W" + str(l)] = np.random.randn(dims[l], dims[l - 1])
    parameters["b" + str(l)] = np.zeros((dims[l], 1))
scores = L_model_forward(np.random.randn(13, 11), parameters)
print(scores.shape)
