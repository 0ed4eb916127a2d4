import numpy as np

rng = np.random.default_rng(10)
parameters = {
    "W1": rng.normal(size=(5, 3)),
    "b1": np.zeros((5, 1)),
    "W2": rng.normal(size=(2, 5)),
    "b2": np.zeros((2, 1)),
}


def forward(X, parameters):
    A1 = np.tanh(np.dot(parameters["W1"], X) + parameters["b1"])
    Z2 = np.dot(parameters["W1"], A1) + parameters["b2"]
    return A1, 1 / (1 + np.exp(-Z2))


A1, A2 = forward(rng.normal(size=(3, 8)), parameters)
print(A1, A2)
