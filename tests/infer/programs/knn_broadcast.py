# Distances of nearest neighbours by two loops, one loop, and broadcasting.
import numpy as np
from collections import Counter


class KNearestNeighbor:
    def train(self, X, y):
        self.X_train = X  #: self.X_train (29, 3)
        self.y_train = y  #: self.y_train (29,)

    def compute_distances_two_loops(self, X):
        num_test = X.shape[0]
        num_train = self.X_train.shape[0]
        dists = np.zeros((num_test, num_train))  #: dists (11, 29)
        for i in range(num_test):
            for j in range(num_train):
                dists[i, j] = np.sqrt(np.sum(np.square(self.X_train[j] - X[i])))
        return dists

    def compute_distances_one_loop(self, X):
        num_test = X.shape[0]
        dists = np.zeros((num_test, self.X_train.shape[0]))  #: dists (11, 29)
        for i in range(num_test):
            dists[i, :] = np.sqrt(np.sum(np.square(self.X_train - X[i]), axis=1))
        return dists

    def compute_distances_no_loops(self, X):
        test_sq = np.sum(X**2, axis=1, keepdims=True)  #: test_sq (11, 1)
        train_sq = np.sum(self.X_train**2, axis=1)  #: train_sq (29,)
        cross = X @ self.X_train.T  #: cross (11, 29)
        dists = np.sqrt(np.maximum(test_sq - 2 * cross + train_sq, 0))  #: dists (11, 29)
        return dists

    def predict_labels(self, dists, k=1):
        num_test = dists.shape[0]
        y_pred = np.zeros(num_test, dtype=int)  #: y_pred (11,)
        for i in range(num_test):
            closest_y = self.y_train[np.argsort(dists[i])[:k]]  #: closest_y (3,)
            y_pred[i] = np.bincount(closest_y).argmax()
        return y_pred


rs = np.random.RandomState(2)
Xtr = rs.rand(29, 3)  #: Xtr (29, 3)
ytr = rs.randint(0, 4, 29)  #: ytr (29,)
Xte = rs.rand(11, 3)  #: Xte (11, 3)
knn = KNearestNeighbor()
knn.train(Xtr, ytr)
d_two = knn.compute_distances_two_loops(Xte)  #: d_two (11, 29)
d_one = knn.compute_distances_one_loop(Xte)  #: d_one (11, 29)
d_no = knn.compute_distances_no_loops(Xte)  #: d_no (11, 29)
assert np.allclose(d_two, d_one) and np.allclose(d_one, d_no)
labels = knn.predict_labels(d_no, k=3)  #: labels (11,)

# cross validation
num_folds = 4
X_folds = np.array_split(Xtr, num_folds)
y_folds = np.array_split(ytr, num_folds)
accs = []
for f in range(num_folds):
    Xv, yv = X_folds[f], y_folds[f]  #: Xv (8, 3) | (7, 3); yv (8,) | (7,)
    Xt = np.vstack(X_folds[:f] + X_folds[f + 1 :])  #: Xt (21, 3) | (22, 3)
    yt = np.hstack(y_folds[:f] + y_folds[f + 1 :])  #: yt (21,) | (22,)
    diff = Xv[:, np.newaxis] - Xt[np.newaxis]  #: diff (8, 21, 3) | (7, 22, 3)
    near = np.abs(diff).sum(-1).argpartition(3, axis=1)[:, :3]  #: near (8, 3) | (7, 3)
    votes = yt[near]  #: votes (8, 3) | (7, 3)
    guess = np.array([Counter(row.tolist()).most_common(1)[0][0] for row in votes])  #: guess (8, ...) | (7, ...) is (7,) | (8,); row (3,)
    accs.append(np.mean(guess == yv))
print(labels.shape, len(accs))
