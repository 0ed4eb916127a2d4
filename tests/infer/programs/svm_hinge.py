# The hinge loss of a linear classifier, by loops and without.
import numpy as np


def svm_loss_naive(W, X, y, reg):
    dW = np.zeros(W.shape)  #: dW (12, 5)
    num_classes = W.shape[1]
    num_train = X.shape[0]
    loss = 0.0
    for i in range(num_train):
        scores = X[i].dot(W)  #: scores (5,)
        correct_class_score = scores[y[i]]  #: correct_class_score ()
        for j in range(num_classes):
            if j == y[i]:
                continue
            margin = scores[j] - correct_class_score + 1  #: margin ()
            if margin > 0:
                loss += margin  #: loss ()
                dW[:, j] += X[i, :]
                dW[:, y[i]] -= X[i, :]
    loss /= num_train  #: loss ()
    dW /= num_train  #: dW (12, 5)
    loss += reg * np.sum(W * W)  #: loss ()
    dW += 2 * reg * W  #: dW (12, 5)
    return loss, dW


def svm_loss_vectorized(W, X, y, reg):
    num_train = X.shape[0]
    scores = X.dot(W)  #: scores (53, 5) | (13, n) is (13, 5) | (53, 5)
    correct = scores[np.arange(num_train), y].reshape(-1, 1)  #: correct (53, 1) | (13, 1)
    margins = np.maximum(0, scores - correct + 1)  #: margins (53, 5) | (13, n) is (13, 5) | (53, 5)
    margins[np.arange(num_train), y] = 0
    loss = margins.sum() / num_train + reg * np.sum(W * W)  #: loss ()
    binary = (margins > 0).astype(float)  #: binary (53, 5) | (13, n) is (13, 5) | (53, 5)
    binary[np.arange(num_train), y] = -binary.sum(axis=1)
    dW = X.T.dot(binary) / num_train + 2 * reg * W  #: dW (12, 5) | (12, n) is (12, 5)
    return loss, dW


class LinearSVM:
    def __init__(self):
        self.W = None

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=20, batch_size=13):
        num_train, dim = X.shape
        num_classes = np.max(y) + 1  #: num_classes ()
        if self.W is None:
            self.W = 0.001 * np.random.randn(dim, num_classes)  #: self.W (12, n) is (12, 5)
        loss_history = []
        for it in range(num_iters):
            idx = np.random.choice(num_train, batch_size, replace=True)  #: idx (13,)
            X_batch = X[idx, :]  #: X_batch (13, 12)
            y_batch = y[idx]  #: y_batch (13,)
            loss, grad = svm_loss_vectorized(self.W, X_batch, y_batch, reg)  #: grad (12, n) is (12, 5); loss ()
            loss_history.append(loss)
            self.W -= learning_rate * grad  #: self.W (12, n) is (12, 5)
        return loss_history

    def predict(self, X):
        y_pred = np.argmax(X.dot(self.W), axis=1)  #: y_pred (53,)
        return y_pred


np.random.seed(0)
X = np.random.randn(53, 11)  #: X (53, 11)
y = np.random.randint(5, size=53)  #: y (53,)
y[0] = 4
X = np.hstack([X, np.ones((X.shape[0], 1))])  #: X (53, 12)
W = np.random.randn(12, 5) * 0.01  #: W (12, 5)
loss_naive, grad_naive = svm_loss_naive(W, X, y, 0.1)  #: grad_naive (12, 5); loss_naive ()
loss_vec, grad_vec = svm_loss_vectorized(W, X, y, 0.1)  #: grad_vec (12, 5); loss_vec ()
difference = np.linalg.norm(grad_naive - grad_vec, ord="fro")  #: difference ()
svm = LinearSVM()
history = svm.train(X, y)
y_pred = svm.predict(X)  #: y_pred (53,)
print(abs(loss_naive - loss_vec) < 1e-9, difference < 1e-9, y_pred.shape)
