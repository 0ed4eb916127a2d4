"""GRU over a batch of sequences, time-major lists; batch rows."""
import numpy as np


class GRU:
    def __init__(self, n_in, n_hid, seed=0):
        rs = np.random.RandomState(seed)
        s = 1.0 / np.sqrt(n_hid)
        self.n_hid = n_hid
        # gates stacked: update, reset, candidate
        self.Wx = rs.uniform(-s, s, (n_in, 3 * n_hid))
        self.Wh = rs.uniform(-s, s, (n_hid, 3 * n_hid))
        self.b = np.zeros(3 * n_hid)

    def step(self, x, h):
        n = self.n_hid
        gx = x @ self.Wx + self.b
        gh = h @ self.Wh
        u = 1 / (1 + np.exp(-(gx[:, :n] + gh[:, :n])))
        r = 1 / (1 + np.exp(-(gx[:, n : 2 * n] + gh[:, n : 2 * n])))
        c = np.tanh(gx[:, 2 * n :] + r * gh[:, 2 * n :])
        return u * h + (1 - u) * c

    def __call__(self, xs, h=None):
        T, B, _ = xs.shape
        h = np.zeros((B, self.n_hid)) if h is None else h
        outs = []
        for t in range(T):
            h = self.step(xs[t], h)
            outs.append(h)
        return np.stack(outs), h


def clip(grads, limit):
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    return [g * min(1, limit / (norm + 1e-6)) for g in grads]


T, B, I, H, C = 7, 5, 3, 11, 2
xs = np.random.RandomState(1).randn(T, B, I)
gru = GRU(I, H)
back = GRU(I, H, seed=2)
hs, last = gru(xs)
hs_back, _ = back(xs[::-1])
both = np.concatenate([hs, hs_back[::-1]], axis=-1)
Wo = np.random.RandomState(3).randn(2 * H, C)
logits = both.reshape(T * B, 2 * H) @ Wo
logits = logits.reshape(T, B, C)
pooled = both.mean(axis=0)
attn = np.exp(both @ np.ones(2 * H))
attn /= attn.sum(axis=0)
summary = (attn[..., None] * both).sum(axis=0)
lengths = np.array([7, 3, 5, 6, 2])
mask = np.arange(T)[:, None] < lengths
masked = np.where(mask[:, :, None], both, 0.0)
last_valid = both[lengths - 1, np.arange(B)]
clipped = clip([Wo, gru.b], 1.0)
print(logits.shape, pooled.shape, summary.shape, last_valid.shape, masked.shape)
