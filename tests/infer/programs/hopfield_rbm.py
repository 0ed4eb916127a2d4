import numpy as np

rng = np.random.RandomState(42)


class Hopfield:
    def __init__(self, patterns):
        patterns = np.array(patterns)
        self.n = patterns.shape[1]
        self.W = np.zeros((self.n, self.n))
        for p in patterns:
            self.W += np.outer(p, p)
        self.W[np.diag_indices(self.n)] = 0
        self.W /= len(patterns)

    def energy(self, s):
        return -0.5 * s @ self.W @ s

    def recall(self, s, steps=5):
        s = s.copy()
        for _ in range(steps):
            for i in rng.permutation(self.n):
                s[i] = 1 if self.W[i] @ s >= 0 else -1
        return s


class RBM:
    def __init__(self, n_visible, n_hidden, lr=0.1):
        self.lr = lr
        self.W = rng.normal(0, 0.01, size=(n_visible, n_hidden))
        self.vb = np.zeros((1, n_visible))
        self.hb = np.zeros((1, n_hidden))

    @staticmethod
    def sig(x):
        return 1 / (1 + np.exp(-x))

    def h_given_v(self, v):
        p = self.sig(v @ self.W + self.hb)
        return p, (rng.rand(*p.shape) < p) * 1.0

    def v_given_h(self, h):
        p = self.sig(h @ self.W.T + self.vb)
        return p, (rng.rand(*p.shape) < p) * 1.0

    def contrastive_divergence(self, v0):
        ph0, h0 = self.h_given_v(v0)
        pv1, v1 = self.v_given_h(h0)
        ph1, _ = self.h_given_v(pv1)
        n = v0.shape[0]
        self.W += self.lr * (v0.T @ ph0 - pv1.T @ ph1) / n
        self.vb += self.lr * (v0 - pv1).mean(axis=0, keepdims=True)
        self.hb += self.lr * (ph0 - ph1).mean(axis=0)
        return ((v0 - pv1) ** 2).mean()


letters = {"T": "11111 00100 00100 00100 00100", "L": "10000 10000 10000 10000 11111"}
patterns = [np.array([1 if c == "1" else -1 for c in rows.replace(" ", "")]) for rows in letters.values()]
net = Hopfield(patterns)
noisy = patterns[0].copy()
flip = rng.choice(25, size=4, replace=False)
noisy[flip] *= -1
clean = net.recall(noisy)
picture = clean.reshape(5, 5)

data = (rng.rand(37, 11) > 0.5).astype(float)
rbm = RBM(11, 7)
errors = [rbm.contrastive_divergence(data[i : i + 10]) for i in range(0, 37, 10)]
features, _ = rbm.h_given_v(data)
print(net.energy(clean) <= net.energy(noisy), picture.shape, features.shape, len(errors))
