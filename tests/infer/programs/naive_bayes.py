import numpy as np


class GaussianNaiveBayes:
    def fit(self, X, y):
        n_samples, n_features = X.shape
        self._classes = np.unique(y)
        n_classes = len(self._classes)
        self._mean = np.zeros((n_classes, n_features), dtype=np.float64)
        self._var = np.zeros((n_classes, n_features), dtype=np.float64)
        self._priors = np.zeros(n_classes, dtype=np.float64)
        for idx, c in enumerate(self._classes):
            X_c = X[y == c]
            self._mean[idx, :] = X_c.mean(axis=0)
            self._var[idx, :] = X_c.var(axis=0)
            self._priors[idx] = X_c.shape[0] / float(n_samples)

    def predict(self, X):
        y_pred = [self._predict(x) for x in X]
        return np.array(y_pred)

    def _predict(self, x):
        posteriors = []
        for idx, c in enumerate(self._classes):
            prior = np.log(self._priors[idx])
            posterior = np.sum(np.log(self._pdf(idx, x)))
            posterior = prior + posterior
            posteriors.append(posterior)
        return self._classes[np.argmax(posteriors)]

    def _pdf(self, class_idx, x):
        mean = self._mean[class_idx]
        var = self._var[class_idx]
        numerator = np.exp(-((x - mean) ** 2) / (2 * var))
        denominator = np.sqrt(2 * np.pi * var)
        return numerator / denominator


class MultinomialNB:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def fit(self, counts, y):
        k = y.max() + 1
        Y = np.eye(k)[y]
        word = Y.T @ counts + self.alpha
        self.log_prob = np.log(word / word.sum(axis=1, keepdims=True))
        self.log_prior = np.log(Y.mean(axis=0))
        return self

    def predict(self, counts):
        return (counts @ self.log_prob.T + self.log_prior).argmax(axis=1)


rs = np.random.RandomState(0)
X = np.concatenate((rs.normal(0, 1, (23, 5)), rs.normal(1.5, 1, (19, 5))), axis=0)
y = np.concatenate((np.zeros(23, dtype=int), np.ones(19, dtype=int)))
perm = rs.permutation(len(y))
X, y = X[perm], y[perm]
split = 31
X_train, X_test, y_train, y_test = X[:split], X[split:], y[:split], y[split:]
nb = GaussianNaiveBayes()
nb.fit(X_train, y_train)
predictions = nb.predict(X_test)

docs = "free money now|meeting at noon|free free offer|lunch at noon".split("|")
vocab = sorted({w for doc in docs for w in doc.split()})
bag = np.array([[doc.split().count(w) for w in vocab] for doc in docs])
spam = np.array([1, 0, 1, 0])
model = MultinomialNB().fit(bag, spam)
again = model.predict(bag)
print(np.mean(predictions == y_test) > 0.5, again.tolist(), model.log_prob.shape)
