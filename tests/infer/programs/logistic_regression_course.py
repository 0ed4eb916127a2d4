# Logistic regression on small images, as in a course.
import numpy as np

# 31 little RGB "images" of 3 x 5 pixels
np.random.seed(7)
train_set_x_orig = np.random.randint(0, 256, size=(31, 3, 5, 3))  #: train_set_x_orig (31, 3, 5, 3)
train_set_y = np.random.randint(0, 2, (1, 31))  #: train_set_y (1, 31)
test_set_x_orig = np.random.randint(0, 256, size=(13, 3, 5, 3))  #: test_set_x_orig (13, 3, 5, 3)
test_set_y = np.random.randint(0, 2, (1, 13))  #: test_set_y (1, 13)

m_train = train_set_x_orig.shape[0]
m_test = test_set_x_orig.shape[0]
num_px = train_set_x_orig.shape[1]

train_set_x_flatten = train_set_x_orig.reshape(train_set_x_orig.shape[0], -1).T  #: train_set_x_flatten (45, 31)
test_set_x_flatten = test_set_x_orig.reshape(test_set_x_orig.shape[0], -1).T  #: test_set_x_flatten (45, 13)
train_set_x = train_set_x_flatten / 255.0  #: train_set_x (45, 31)
test_set_x = test_set_x_flatten / 255.0  #: test_set_x (45, 13)


def sigmoid(z):
    s = 1 / (1 + np.exp(-z))  #: s (1, 31) | (1, 13)
    return s


def initialize_with_zeros(dim):
    w = np.zeros((dim, 1))  #: w (45, 1)
    b = 0
    assert w.shape == (dim, 1)
    assert isinstance(b, float) or isinstance(b, int)
    return w, b


def propagate(w, b, X, Y):
    m = X.shape[1]
    A = sigmoid(np.dot(w.T, X) + b)  #: A (1, 31)
    cost = -1 / m * np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A))  #: cost ()
    dw = 1 / m * np.dot(X, (A - Y).T)  #: dw (45, 1)
    db = 1 / m * np.sum(A - Y)  #: db ()
    assert dw.shape == w.shape
    cost = np.squeeze(cost)  #: cost ()
    grads = {"dw": dw, "db": db}
    return grads, cost


def optimize(w, b, X, Y, num_iterations, learning_rate, print_cost=False):
    costs = []
    for i in range(num_iterations):
        grads, cost = propagate(w, b, X, Y)  #: cost ()
        dw = grads["dw"]  #: dw (45, 1)
        db = grads["db"]  #: db ()
        w = w - learning_rate * dw  #: w (45, 1)
        b = b - learning_rate * db  #: b ()
        if i % 100 == 0:
            costs.append(cost)
    params = {"w": w, "b": b}
    grads = {"dw": dw, "db": db}
    return params, grads, costs


def predict(w, b, X):
    m = X.shape[1]
    Y_prediction = np.zeros((1, m))  #: Y_prediction (1, 13) | (1, 31)
    w = w.reshape(X.shape[0], 1)  #: w (45, 1)
    A = sigmoid(np.dot(w.T, X) + b)  #: A (1, 13) | (1, 31)
    for i in range(A.shape[1]):
        if A[0, i] > 0.5:
            Y_prediction[0, i] = 1
        else:
            Y_prediction[0, i] = 0
    assert Y_prediction.shape == (1, m)
    return Y_prediction


def model(X_train, Y_train, X_test, Y_test, num_iterations=2000, learning_rate=0.5):
    w, b = initialize_with_zeros(X_train.shape[0])  #: w (45, 1)
    parameters, grads, costs = optimize(w, b, X_train, Y_train, num_iterations, learning_rate)
    w = parameters["w"]  #: w (45, 1)
    b = parameters["b"]  #: b ()
    Y_prediction_test = predict(w, b, X_test)  #: Y_prediction_test (1, 13)
    Y_prediction_train = predict(w, b, X_train)  #: Y_prediction_train (1, 31)
    print("train accuracy: {} %".format(100 - np.mean(np.abs(Y_prediction_train - Y_train)) * 100))
    d = {"costs": costs, "Y_prediction_test": Y_prediction_test, "w": w, "b": b}
    return d


d = model(train_set_x, train_set_y, test_set_x, test_set_y, num_iterations=60, learning_rate=0.005)
