# AdaBoost with decision stumps, from a lecture.
import numpy as np


class DecisionStump:
    def __init__(self):
        self.polarity = 1
        self.feature_idx = None
        self.threshold = None
        self.alpha = None

    def predict(self, X):
        n_samples = X.shape[0]
        X_column = X[:, self.feature_idx]  #: X_column ? is (29,)
        predictions = np.ones(n_samples)  #: predictions (29,)
        if self.polarity == 1:
            predictions[X_column < self.threshold] = -1
        else:
            predictions[X_column > self.threshold] = -1
        return predictions


class Adaboost:
    def __init__(self, n_clf=5):
        self.n_clf = n_clf
        self.clfs = []

    def fit(self, X, y):
        n_samples, n_features = X.shape
        w = np.full(n_samples, (1 / n_samples))  #: w (29,)
        self.clfs = []
        for _ in range(self.n_clf):
            clf = DecisionStump()
            min_error = float("inf")
            for feature_i in range(n_features):
                X_column = X[:, feature_i]  #: X_column (29,)
                thresholds = np.unique(X_column)  #: thresholds (min(29,_),) is (29,)
                for threshold in thresholds:  #: threshold ()
                    p = 1
                    predictions = np.ones(n_samples)  #: predictions (29,)
                    predictions[X_column < threshold] = -1
                    misclassified = w[y != predictions]  #: misclassified (_,) | ? is (12,) | (13,) | (14,) | (15,) | 3 more
                    error = sum(misclassified)  #: error ()
                    if error > 0.5:
                        error = 1 - error  #: error ()
                        p = -1
                    if error < min_error:
                        clf.polarity = p
                        clf.threshold = threshold  #: clf.threshold ()
                        clf.feature_idx = feature_i
                        min_error = error  #: min_error ()
            EPS = 1e-10
            clf.alpha = 0.5 * np.log((1.0 - min_error + EPS) / (min_error + EPS))  #: clf.alpha ()
            predictions = clf.predict(X)  #: predictions (29,)
            w *= np.exp(-clf.alpha * y * predictions)  #: w (29,)
            w /= np.sum(w)  #: w (29,)
            self.clfs.append(clf)

    def predict(self, X):
        clf_preds = [clf.alpha * clf.predict(X) for clf in self.clfs]
        y_pred = np.sum(clf_preds, axis=0)  #: y_pred (29,)
        y_pred = np.sign(y_pred)  #: y_pred (29,)
        return y_pred


np.random.seed(6)
X = np.random.randn(29, 3)  #: X (29, 3)
y = np.where(X[:, 0] * X[:, 1] > 0, 1, -1)  #: y (29,)
ada = Adaboost(n_clf=4)
ada.fit(X, y)
votes = ada.predict(X)  #: votes (29,)
gini = lambda labels: 1 - np.sum((np.bincount(labels + 1) / len(labels)) ** 2)
impurity = gini(y)  #: impurity ()
accuracy = np.sum(y == votes) / float(len(y))  #: accuracy ()
print(accuracy > 0.5, round(float(impurity), 2))
