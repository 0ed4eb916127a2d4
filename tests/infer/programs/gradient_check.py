# Numerical gradients of all parameters in one vector, beside those of backpropagation.
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def relu(x):
    return np.maximum(0, x)


SHAPES = {"W1": (5, 4), "b1": (5, 1), "W2": (3, 5), "b2": (3, 1), "W3": (1, 3), "b3": (1, 1)}


def dictionary_to_vector(parameters):
    """Roll all our parameters dictionary into a single vector."""
    keys = []
    count = 0
    for key in ["W1", "b1", "W2", "b2", "W3", "b3"]:
        new_vector = np.reshape(parameters[key], (-1, 1))  #: new_vector (20, 1) | (5, 1) | (15, 1) | (3, 1) | (1, 1)
        keys = keys + [key] * new_vector.shape[0]
        if count == 0:
            theta = new_vector  #: theta (20, 1)
        else:
            theta = np.concatenate((theta, new_vector), axis=0)  #: theta (25, 1) | (40, 1) | (43, 1) | (46, 1) | (47, 1)
        count = count + 1
    return theta, keys


def vector_to_dictionary(theta):
    """Unroll all our parameters dictionary from a single vector."""
    parameters = {}
    parameters["W1"] = theta[:20].reshape((5, 4))  #: parameters['W1'] (5, 4)
    parameters["b1"] = theta[20:25].reshape((5, 1))  #: parameters['b1'] (5, 1)
    parameters["W2"] = theta[25:40].reshape((3, 5))  #: parameters['W2'] (3, 5)
    parameters["b2"] = theta[40:43].reshape((3, 1))  #: parameters['b2'] (3, 1)
    parameters["W3"] = theta[43:46].reshape((1, 3))  #: parameters['W3'] (1, 3)
    parameters["b3"] = theta[46:47].reshape((1, 1))  #: parameters['b3'] (1, 1)
    return parameters


def gradients_to_vector(gradients):
    count = 0
    for key in ["dW1", "db1", "dW2", "db2", "dW3", "db3"]:
        new_vector = np.reshape(gradients[key], (-1, 1))  #: new_vector (20, 1) | (5, 1) | (15, 1) | (3, 1) | (1, 1)
        if count == 0:
            theta = new_vector  #: theta (20, 1)
        else:
            theta = np.concatenate((theta, new_vector), axis=0)  #: theta (25, 1) | (40, 1) | (43, 1) | (46, 1) | (47, 1)
        count = count + 1
    return theta


def forward_propagation_n(X, Y, parameters):
    m = X.shape[1]
    W1 = parameters["W1"]  #: W1 (5, 4)
    b1 = parameters["b1"]  #: b1 (5, 1)
    W2 = parameters["W2"]  #: W2 (3, 5)
    b2 = parameters["b2"]  #: b2 (3, 1)
    W3 = parameters["W3"]  #: W3 (1, 3)
    b3 = parameters["b3"]  #: b3 (1, 1)
    Z1 = np.dot(W1, X) + b1  #: Z1 (5, 7)
    A1 = relu(Z1)  #: A1 (5, 7)
    Z2 = np.dot(W2, A1) + b2  #: Z2 (3, 7)
    A2 = relu(Z2)  #: A2 (3, 7)
    Z3 = np.dot(W3, A2) + b3  #: Z3 (1, 7)
    A3 = sigmoid(Z3)  #: A3 (1, 7)
    log_probs = np.multiply(-np.log(A3), Y) + np.multiply(-np.log(1 - A3), 1 - Y)  #: log_probs (1, 7)
    cost = 1.0 / m * np.sum(log_probs)  #: cost ()
    cache = (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3)
    return cost, cache


def backward_propagation_n(X, Y, cache):
    m = X.shape[1]
    (Z1, A1, W1, b1, Z2, A2, W2, b2, Z3, A3, W3, b3) = cache  #: A1 (5, 7); A2 (3, 7); A3 (1, 7); W1 (5, 4); W2 (3, 5); W3 (1, 3); Z1 (5, 7); Z2 (3, 7); Z3 (1, 7); b1 (5, 1); b2 (3, 1); b3 (1, 1)
    dZ3 = A3 - Y  #: dZ3 (1, 7)
    dW3 = 1.0 / m * np.dot(dZ3, A2.T)  #: dW3 (1, 3)
    db3 = 1.0 / m * np.sum(dZ3, axis=1, keepdims=True)  #: db3 (1, 1)
    dA2 = np.dot(W3.T, dZ3)  #: dA2 (3, 7)
    dZ2 = np.multiply(dA2, np.int64(A2 > 0))  #: dZ2 (3, 7)
    dW2 = 1.0 / m * np.dot(dZ2, A1.T)  #: dW2 (3, 5)
    db2 = 1.0 / m * np.sum(dZ2, axis=1, keepdims=True)  #: db2 (3, 1)
    dA1 = np.dot(W2.T, dZ2)  #: dA1 (5, 7)
    dZ1 = np.multiply(dA1, np.int64(A1 > 0))  #: dZ1 (5, 7)
    dW1 = 1.0 / m * np.dot(dZ1, X.T)  #: dW1 (5, 4)
    db1 = 1.0 / m * np.sum(dZ1, axis=1, keepdims=True)  #: db1 (5, 1)
    return {"dW3": dW3, "db3": db3, "dW2": dW2, "db2": db2, "dW1": dW1, "db1": db1}


def gradient_check_n(parameters, gradients, X, Y, epsilon=1e-7):
    parameters_values, _ = dictionary_to_vector(parameters)  #: parameters_values (47, 1)
    grad = gradients_to_vector(gradients)  #: grad (47, 1)
    num_parameters = parameters_values.shape[0]
    J_plus = np.zeros((num_parameters, 1))  #: J_plus (47, 1)
    J_minus = np.zeros((num_parameters, 1))  #: J_minus (47, 1)
    gradapprox = np.zeros((num_parameters, 1))  #: gradapprox (47, 1)
    for i in range(num_parameters):
        theta_plus = np.copy(parameters_values)  #: theta_plus (47, 1)
        theta_plus[i] = theta_plus[i] + epsilon
        J_plus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_plus))
        theta_minus = np.copy(parameters_values)  #: theta_minus (47, 1)
        theta_minus[i] = theta_minus[i] - epsilon
        J_minus[i], _ = forward_propagation_n(X, Y, vector_to_dictionary(theta_minus))
        gradapprox[i] = (J_plus[i] - J_minus[i]) / (2 * epsilon)
    numerator = np.linalg.norm(grad - gradapprox)  #: numerator ()
    denominator = np.linalg.norm(grad) + np.linalg.norm(gradapprox)  #: denominator ()
    difference = numerator / denominator  #: difference ()
    return difference


np.random.seed(1)
x = np.random.randn(4, 7)  #: x (4, 7)
y = np.random.randint(0, 2, (1, 7))  #: y (1, 7)
parameters = {name: np.random.randn(*shape) for name, shape in SHAPES.items()}
cost, cache = forward_propagation_n(x, y, parameters)  #: cost ()
gradients = backward_propagation_n(x, y, cache)
difference = gradient_check_n(parameters, gradients, x, y)  #: difference ()
print("difference small:", difference < 1e-4)
