"""GRU over a batch of sequences, time-major lists; batch rows."""
import numpy as np


class GRU:
    def __init__(self, n_in, n_hid, seed=0):
        rs = np.random.RandomState(seed)
        s = 1.0 / np.sqrt(n_hid)  #: s unseen is ()
        self.n_hid = n_hid
        # gates stacked: update, reset, candidate
        self.Wx = rs.uniform(-s, s, (n_in, 3 * n_hid))  #: self.Wx (3, 33)
        self.Wh = rs.uniform(-s, s, (n_hid, 3 * n_hid))  #: self.Wh (11, 33)
        self.b = np.zeros(3 * n_hid)  #: self.b (33,)

    def step(self, x, h):
        n = self.n_hid
        gx = x @ self.Wx + self.b  #: gx (5, 33)
        gh = h @ self.Wh  #: gh (5, 33)
        u = 1 / (1 + np.exp(-(gx[:, :n] + gh[:, :n])))  #: u (5, 11)
        r = 1 / (1 + np.exp(-(gx[:, n : 2 * n] + gh[:, n : 2 * n])))  #: r (5, 11)
        c = np.tanh(gx[:, 2 * n :] + r * gh[:, 2 * n :])  #: c (5, 11)
        return u * h + (1 - u) * c

    def __call__(self, xs, h=None):
        T, B, _ = xs.shape
        h = np.zeros((B, self.n_hid)) if h is None else h  #: h (5, 11)
        outs = []
        for t in range(T):
            h = self.step(xs[t], h)  #: h (5, 11)
            outs.append(h)
        return np.stack(outs), h


def clip(grads, limit):
    norm = np.sqrt(sum((g**2).sum() for g in grads))  #: g (22, 2) | (33,); norm ()
    return [g * min(1, limit / (norm + 1e-6)) for g in grads]  #: g (22, 2) | (33,)


T, B, I, H, C = 7, 5, 3, 11, 2
xs = np.random.RandomState(1).randn(T, B, I)  #: xs (7, 5, 3)
gru = GRU(I, H)
back = GRU(I, H, seed=2)
hs, last = gru(xs)  #: hs (7, 5, 11); last (5, 11)
hs_back, _ = back(xs[::-1])  #: _ (5, 11); hs_back (7, 5, 11)
both = np.concatenate([hs, hs_back[::-1]], axis=-1)  #: both (7, 5, 22)
Wo = np.random.RandomState(3).randn(2 * H, C)  #: Wo (22, 2)
logits = both.reshape(T * B, 2 * H) @ Wo  #: logits (35, 2)
logits = logits.reshape(T, B, C)  #: logits (7, 5, 2)
pooled = both.mean(axis=0)  #: pooled (5, 22)
attn = np.exp(both @ np.ones(2 * H))  #: attn (7, 5)
attn /= attn.sum(axis=0)  #: attn (7, 5)
summary = (attn[..., None] * both).sum(axis=0)  #: summary (5, 22)
lengths = np.array([7, 3, 5, 6, 2])  #: lengths (5,)
mask = np.arange(T)[:, None] < lengths  #: mask (7, 5)
masked = np.where(mask[:, :, None], both, 0.0)  #: masked (7, 5, 22)
last_valid = both[lengths - 1, np.arange(B)]  #: last_valid (5, 22)
clipped = clip([Wo, gru.b], 1.0)
print(logits.shape, pooled.shape, summary.shape, last_valid.shape, masked.shape)
