# Softmax regression with one-hot labels.
import numpy as np

np.random.seed(20)
n_samples, n_features, n_classes = 71, 13, 5
X = np.random.randn(n_samples, n_features)  #: X (71, 13)
y = np.random.randint(n_classes, size=n_samples)  #: y (71,)
W = np.zeros((n_features, n_classes))  #: W (13, 5)
b = np.zeros((1, n_classes))  #: b (1, 5)
reg = 1e-3
step_size = 1e-0

num_examples = X.shape[0]
for i in range(20):
    scores = np.dot(X, W) + b  #: scores (71, 5)
    exp_scores = np.exp(scores)  #: exp_scores (71, 5)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)  #: probs (71, 5)
    correct_logprobs = -np.log(probs[range(num_examples), y])  #: correct_logprobs (71,)
    data_loss = np.sum(correct_logprobs) / num_examples  #: data_loss ()
    reg_loss = 0.5 * reg * np.sum(W * W)  #: reg_loss ()
    loss = data_loss + reg_loss  #: loss ()
    dscores = probs  #: dscores (71, 5)
    dscores[range(num_examples), y] -= 1
    dscores /= num_examples  #: dscores (71, 5)
    dW = np.dot(X.T, dscores)  #: dW (13, 5)
    db = np.sum(dscores, axis=0, keepdims=True)  #: db (1, 5)
    dW += reg * W  #: dW (13, 5)
    W += -step_size * dW  #: W (13, 5)
    b += -step_size * db  #: b (1, 5)

scores = np.dot(X, W) + b  #: scores (71, 5)
predicted_class = np.argmax(scores, axis=1)  #: predicted_class (71,)
per_class = np.array([(predicted_class[y == c] == c).mean() for c in range(n_classes)])  #: per_class (5,)
top2 = np.argsort(-scores, axis=1)[:, :2]  #: top2 (71, 2)
in_top2 = (top2 == y[:, None]).any(axis=1)  #: in_top2 (71,)
print("training accuracy: %.2f" % (np.mean(predicted_class == y)), per_class.shape, in_top2.shape)
