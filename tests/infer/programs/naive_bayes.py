# Naive Bayes, of numbers and of counted words.
import numpy as np


class GaussianNaiveBayes:
    def fit(self, X, y):
        n_samples, n_features = X.shape
        self._classes = np.unique(y)  #: self._classes (min(31,n),) is (2,)
        n_classes = len(self._classes)
        self._mean = np.zeros((n_classes, n_features), dtype=np.float64)  #: self._mean (min(31,n), 5) is (2, 5)
        self._var = np.zeros((n_classes, n_features), dtype=np.float64)  #: self._var (min(31,n), 5) is (2, 5)
        self._priors = np.zeros(n_classes, dtype=np.float64)  #: self._priors (min(31,n),) is (2,)
        for idx, c in enumerate(self._classes):  #: c ()
            X_c = X[y == c]  #: X_c (_, 5) is (10, 5) | (21, 5)
            self._mean[idx, :] = X_c.mean(axis=0)
            self._var[idx, :] = X_c.var(axis=0)
            self._priors[idx] = X_c.shape[0] / float(n_samples)

    def predict(self, X):
        y_pred = [self._predict(x) for x in X]  #: x (5,)
        return np.array(y_pred)

    def _predict(self, x):
        posteriors = []
        for idx, c in enumerate(self._classes):  #: c ()
            prior = np.log(self._priors[idx])  #: prior ()
            posterior = np.sum(np.log(self._pdf(idx, x)))  #: posterior ()
            posterior = prior + posterior  #: posterior ()
            posteriors.append(posterior)
        return self._classes[np.argmax(posteriors)]

    def _pdf(self, class_idx, x):
        mean = self._mean[class_idx]  #: mean (5,)
        var = self._var[class_idx]  #: var (5,)
        numerator = np.exp(-((x - mean) ** 2) / (2 * var))  #: numerator (5,)
        denominator = np.sqrt(2 * np.pi * var)  #: denominator (5,)
        return numerator / denominator


class MultinomialNB:
    def __init__(self, alpha=1.0):
        self.alpha = alpha

    def fit(self, counts, y):
        k = y.max() + 1  #: k ()
        Y = np.eye(k)[y]  #: Y (4, m) is (4, 2)
        word = Y.T @ counts + self.alpha  #: word (m, k) is (2, 8)
        self.log_prob = np.log(word / word.sum(axis=1, keepdims=True))  #: self.log_prob (m, k) is (2, 8)
        self.log_prior = np.log(Y.mean(axis=0))  #: self.log_prior (m,) is (2,)
        return self

    def predict(self, counts):
        return (counts @ self.log_prob.T + self.log_prior).argmax(axis=1)


rs = np.random.RandomState(0)
X = np.concatenate((rs.normal(0, 1, (23, 5)), rs.normal(1.5, 1, (19, 5))), axis=0)  #: X (42, 5)
y = np.concatenate((np.zeros(23, dtype=int), np.ones(19, dtype=int)))  #: y (42,)
perm = rs.permutation(len(y))  #: perm (42,)
X, y = X[perm], y[perm]  #: X (42, 5); y (42,)
split = 31
X_train, X_test, y_train, y_test = X[:split], X[split:], y[:split], y[split:]  #: X_test (11, 5); X_train (31, 5); y_test (11,); y_train (31,)
nb = GaussianNaiveBayes()
nb.fit(X_train, y_train)
predictions = nb.predict(X_test)  #: predictions (11,)

docs = "free money now|meeting at noon|free free offer|lunch at noon".split("|")
vocab = sorted({w for doc in docs for w in doc.split()})
bag = np.array([[doc.split().count(w) for w in vocab] for doc in docs])  #: bag (4, k) is (4, 8)
spam = np.array([1, 0, 1, 0])  #: spam (4,)
model = MultinomialNB().fit(bag, spam)
again = model.predict(bag)  #: again (4,)
print(np.mean(predictions == y_test) > 0.5, again.tolist(), model.log_prob.shape)
