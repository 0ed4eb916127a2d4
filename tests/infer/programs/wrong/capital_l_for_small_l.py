# wrong: line 14 ValueError
import numpy as np


def relu(Z):
    return np.maximum(0, Z)


def L_model_forward(X, parameters):
    A = X  #: A (13, 11)
    L = len(parameters) // 2
    for l in range(1, L):
        A_prev = A  #: A_prev (13, 11) | ? is (13, 11)
        A = relu(np.dot(parameters["W" + str(L)], A_prev) + parameters["b" + str(l)])  #! error SHP101; raises ValueError
    AL = np.dot(parameters["W" + str(L)], A) + parameters["b" + str(L)]
    return AL


dims = [13, 7, 5, 3]
parameters = {}
for l in range(1, len(dims)):
    parameters["W" + str(l)] = np.random.randn(dims[l], dims[l - 1])  #: parameters['W1'] (7, 13); parameters['W2'] (5, 7); parameters['W3'] (3, 5)
    parameters["b" + str(l)] = np.zeros((dims[l], 1))  #: parameters['b1'] (7, 1); parameters['b2'] (5, 1); parameters['b3'] (3, 1)
scores = L_model_forward(np.random.randn(13, 11), parameters)
print(scores.shape)
