# A Hopfield network and a restricted Boltzmann machine.
import numpy as np

rng = np.random.RandomState(42)


class Hopfield:
    def __init__(self, patterns):
        patterns = np.array(patterns)  #: patterns (2, 25)
        self.n = patterns.shape[1]
        self.W = np.zeros((self.n, self.n))  #: self.W (25, 25)
        for p in patterns:  #: p (25,)
            self.W += np.outer(p, p)  #: self.W (25, 25)
        self.W[np.diag_indices(self.n)] = 0
        self.W /= len(patterns)  #: self.W (25, 25)

    def energy(self, s):
        return -0.5 * s @ self.W @ s

    def recall(self, s, steps=5):
        s = s.copy()  #: s (25,)
        for _ in range(steps):
            for i in rng.permutation(self.n):  #: i ()
                s[i] = 1 if self.W[i] @ s >= 0 else -1
        return s


class RBM:
    def __init__(self, n_visible, n_hidden, lr=0.1):
        self.lr = lr
        self.W = rng.normal(0, 0.01, size=(n_visible, n_hidden))  #: self.W (11, 7)
        self.vb = np.zeros((1, n_visible))  #: self.vb (1, 11)
        self.hb = np.zeros((1, n_hidden))  #: self.hb (1, 7)

    @staticmethod
    def sig(x):
        return 1 / (1 + np.exp(-x))

    def h_given_v(self, v):
        p = self.sig(v @ self.W + self.hb)  #: p (10, 7) | (7, 7) | (37, 7)
        return p, (rng.rand(*p.shape) < p) * 1.0

    def v_given_h(self, h):
        p = self.sig(h @ self.W.T + self.vb)  #: p (10, 11) | (7, 11)
        return p, (rng.rand(*p.shape) < p) * 1.0

    def contrastive_divergence(self, v0):
        ph0, h0 = self.h_given_v(v0)  #: h0 (10, 7) | (7, 7); ph0 (10, 7) | (7, 7)
        pv1, v1 = self.v_given_h(h0)  #: pv1 (10, 11) | (7, 11); v1 (10, 11) | (7, 11)
        ph1, _ = self.h_given_v(pv1)  #: _ (10, 7) | (7, 7); ph1 (10, 7) | (7, 7)
        n = v0.shape[0]
        self.W += self.lr * (v0.T @ ph0 - pv1.T @ ph1) / n  #: self.W (11, 7)
        self.vb += self.lr * (v0 - pv1).mean(axis=0, keepdims=True)  #: self.vb (1, 11)
        self.hb += self.lr * (ph0 - ph1).mean(axis=0)  #: self.hb (1, 7)
        return ((v0 - pv1) ** 2).mean()


letters = {"T": "11111 00100 00100 00100 00100", "L": "10000 10000 10000 10000 11111"}
patterns = [np.array([1 if c == "1" else -1 for c in rows.replace(" ", "")]) for rows in letters.values()]
net = Hopfield(patterns)
noisy = patterns[0].copy()  #: noisy (25,)
flip = rng.choice(25, size=4, replace=False)  #: flip (4,)
noisy[flip] *= -1
clean = net.recall(noisy)  #: clean (25,)
picture = clean.reshape(5, 5)  #: picture (5, 5)

data = (rng.rand(37, 11) > 0.5).astype(float)  #: data (37, 11)
rbm = RBM(11, 7)
errors = [rbm.contrastive_divergence(data[i : i + 10]) for i in range(0, 37, 10)]
features, _ = rbm.h_given_v(data)  #: _ (37, 7); features (37, 7)
print(net.energy(clean) <= net.energy(noisy), picture.shape, features.shape, len(errors))
