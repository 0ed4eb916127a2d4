# Layers that inherit from a base class, in a list that a network goes through.
import numpy as np

np.random.seed(0)


# Base class
class Layer:
    def __init__(self):
        self.input = None
        self.output = None

    def forward_propagation(self, input):
        raise NotImplementedError

    def backward_propagation(self, output_error, learning_rate):
        raise NotImplementedError


class FCLayer(Layer):
    def __init__(self, input_size, output_size):
        super().__init__()
        self.weights = np.random.rand(input_size, output_size) - 0.5  #: self.weights (2, 3) | (3, 1)
        self.bias = np.random.rand(1, output_size) - 0.5  #: self.bias (1, 3) | (1, 1)

    def forward_propagation(self, input_data):
        self.input = input_data  #: self.input (1, 2) | (1, 3)
        self.output = np.dot(self.input, self.weights) + self.bias  #: self.output (1, 3) | (1, 1)
        return self.output

    def backward_propagation(self, output_error, learning_rate):
        input_error = np.dot(output_error, self.weights.T)  #: input_error (1, 3) | (1, 2)
        weights_error = np.dot(self.input.T, output_error)  #: weights_error (3, 1) | (2, 3)
        self.weights -= learning_rate * weights_error  #: self.weights (3, 1) | (2, 3)
        self.bias -= learning_rate * output_error  #: self.bias (1, 1) | (1, 3)
        return input_error


class ActivationLayer(Layer):
    def __init__(self, activation, activation_prime):
        self.activation = activation
        self.activation_prime = activation_prime

    def forward_propagation(self, input_data):
        self.input = input_data  #: self.input (1, 3) | (1, 1)
        self.output = self.activation(self.input)  #: self.output (1, 3) | (1, 1)
        return self.output

    def backward_propagation(self, output_error, learning_rate):
        return self.activation_prime(self.input) * output_error


def tanh(x):
    return np.tanh(x)


def tanh_prime(x):
    return 1 - np.tanh(x) ** 2


def mse(y_true, y_pred):
    return np.mean(np.power(y_true - y_pred, 2))


def mse_prime(y_true, y_pred):
    return 2 * (y_pred - y_true) / y_true.size


class Network:
    def __init__(self):
        self.layers = []
        self.loss = None
        self.loss_prime = None

    def add(self, layer):
        self.layers.append(layer)

    def use(self, loss, loss_prime):
        self.loss = loss
        self.loss_prime = loss_prime

    def predict(self, input_data):
        samples = len(input_data)
        result = []
        for i in range(samples):
            output = input_data[i]  #: output (1, 2)
            for layer in self.layers:
                output = layer.forward_propagation(output)  #: output (1, 3) | (1, 1)
            result.append(output)
        return result

    def fit(self, x_train, y_train, epochs, learning_rate):
        samples = len(x_train)
        for i in range(epochs):
            err = 0
            for j in range(samples):
                output = x_train[j]  #: output (1, 2)
                for layer in self.layers:
                    output = layer.forward_propagation(output)  #: output (1, 3) | (1, 1)
                err += self.loss(y_train[j], output)  #: err ()
                error = self.loss_prime(y_train[j], output)  #: error (1, 1)
                for layer in reversed(self.layers):
                    error = layer.backward_propagation(error, learning_rate)  #: error (1, 1) | (1, 3) | (1, 2)
            err /= samples  #: err ()
        return err


x_train = np.array([[[0, 0]], [[0, 1]], [[1, 0]], [[1, 1]]])  #: x_train (4, 1, 2)
y_train = np.array([[[0]], [[1]], [[1]], [[0]]])  #: y_train (4, 1, 1)

net = Network()
net.add(FCLayer(2, 3))
net.add(ActivationLayer(tanh, tanh_prime))
net.add(FCLayer(3, 1))
net.add(ActivationLayer(tanh, tanh_prime))
net.use(mse, mse_prime)
final = net.fit(x_train, y_train, epochs=50, learning_rate=0.1)  #: final ()
out = net.predict(x_train)
print(len(out), out[0].shape, float(final) < 1)
