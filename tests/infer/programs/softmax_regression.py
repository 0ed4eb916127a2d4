import numpy as np

np.random.seed(20)
n_samples, n_features, n_classes = 71, 13, 5
X = np.random.randn(n_samples, n_features)
y = np.random.randint(n_classes, size=n_samples)
W = np.zeros((n_features, n_classes))
b = np.zeros((1, n_classes))
reg = 1e-3
step_size = 1e-0

num_examples = X.shape[0]
for i in range(20):
    scores = np.dot(X, W) + b
    exp_scores = np.exp(scores)
    probs = exp_scores / np.sum(exp_scores, axis=1, keepdims=True)
    correct_logprobs = -np.log(probs[range(num_examples), y])
    data_loss = np.sum(correct_logprobs) / num_examples
    reg_loss = 0.5 * reg * np.sum(W * W)
    loss = data_loss + reg_loss
    dscores = probs
    dscores[range(num_examples), y] -= 1
    dscores /= num_examples
    dW = np.dot(X.T, dscores)
    db = np.sum(dscores, axis=0, keepdims=True)
    dW += reg * W
    W += -step_size * dW
    b += -step_size * db

scores = np.dot(X, W) + b
predicted_class = np.argmax(scores, axis=1)
per_class = np.array([(predicted_class[y == c] == c).mean() for c in range(n_classes)])
top2 = np.argsort(-scores, axis=1)[:, :2]
in_top2 = (top2 == y[:, None]).any(axis=1)
print("training accuracy: %.2f" % (np.mean(predicted_class == y)), per_class.shape, in_top2.shape)
