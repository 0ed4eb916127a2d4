# A deep network in columns with caches of tuples, Adam with dictionaries by layer, and mini batches.
import numpy as np


def relu(Z):
    return np.maximum(0, Z)


def sigmoid(Z):
    return 1 / (1 + np.exp(-Z))


def init(layer_sizes, seed=3):
    np.random.seed(seed)
    weights, biases = [], []
    for n_prev, n_next in zip(layer_sizes[:-1], layer_sizes[1:]):
        weights.append(np.random.randn(n_next, n_prev) * np.sqrt(2.0 / n_prev))
        biases.append(np.zeros((n_next, 1)))
    return weights, biases


def forward(X, weights, biases):
    A = X
    caches = []
    depth = len(weights)
    for i in range(depth):
        W, b = weights[i], biases[i]
        Z = np.matmul(W, A) + b
        caches.append((A, W, Z))
        A = sigmoid(Z) if i == depth - 1 else relu(Z)
    return A, caches


def backward(AL, Y, caches):
    m = Y.shape[1]
    dZ = AL - Y
    grads_W, grads_b = [], []
    for i in reversed(range(len(caches))):
        A_prev, W, Z = caches[i]
        dW = np.matmul(dZ, A_prev.T) / m
        db = np.sum(dZ, axis=1, keepdims=True) / m
        grads_W.insert(0, dW)
        grads_b.insert(0, db)
        if i > 0:
            dA = np.matmul(W.T, dZ)
            dZ = dA * (caches[i - 1][2] > 0)
    return grads_W, grads_b


def cost(AL, Y):
    m = Y.shape[1]
    return np.squeeze(-(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m)


def init_adam(weights, biases):
    moments = {}
    for l in range(len(weights)):
        moments["mW" + str(l)] = np.zeros(weights[l].shape)
        moments["vW" + str(l)] = np.zeros(weights[l].shape)
        moments["mb" + str(l)] = np.zeros(biases[l].shape)
    return moments


def adam_step(weights, biases, grads_W, grads_b, moments, t, lr=0.01, beta1=0.9, beta2=0.99):
    for l in range(len(weights)):
        moments["mW" + str(l)] = beta1 * moments["mW" + str(l)] + (1 - beta1) * grads_W[l]
        moments["vW" + str(l)] = beta2 * moments["vW" + str(l)] + (1 - beta2) * grads_W[l] ** 2
        moments["mb" + str(l)] = beta1 * moments["mb" + str(l)] + (1 - beta1) * grads_b[l]
        corrected = moments["mW" + str(l)] / (1 - beta1**t)
        weights[l] = weights[l] - lr * corrected / (np.sqrt(moments["vW" + str(l)]) + 1e-8)
        biases[l] = biases[l] - lr * moments["mb" + str(l)]
    return weights, biases, moments


def mini_batches(X, Y, size):
    m = X.shape[1]
    order = np.random.permutation(m)
    X_shuffled, Y_shuffled = X[:, order], Y[:, order]
    return [(X_shuffled[:, k : k + size], Y_shuffled[:, k : k + size]) for k in range(0, m, size)]


def train(X, Y, layer_sizes, epochs=2):
    weights, biases = init(layer_sizes)
    moments = init_adam(weights, biases)
    t = 0
    for _ in range(epochs):
        for batch_x, batch_y in mini_batches(X, Y, 4):
            t += 1
            AL, caches = forward(batch_x, weights, biases)
            grads_W, grads_b = backward(AL, batch_y, caches)
            weights, biases, moments = adam_step(weights, biases, grads_W, grads_b, moments, t)
    return weights, biases, cost(AL, batch_y)


X, Y = np.random.randn(5, 11), (np.random.rand(1, 11) > 0.5).astype(float)
weights, biases, last = train(X, Y, [5, 7, 3, 1])
print(forward(X, weights, biases)[0].shape, last)
