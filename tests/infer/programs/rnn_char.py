# minimal character-level vanilla RNN on one line of text.
import numpy as np

data = "hello shape checker, hello numpy"
chars = sorted(set(data))
data_size, vocab_size = len(data), len(chars)
char_to_ix = {ch: i for i, ch in enumerate(chars)}
ix_to_char = {i: ch for i, ch in enumerate(chars)}

hidden_size = 23
seq_length = 7
learning_rate = 1e-1

np.random.seed(0)
Wxh = np.random.randn(hidden_size, vocab_size) * 0.01  #: Wxh (23, 16)
Whh = np.random.randn(hidden_size, hidden_size) * 0.01  #: Whh (23, 23)
Why = np.random.randn(vocab_size, hidden_size) * 0.01  #: Why (16, 23)
bh = np.zeros((hidden_size, 1))  #: bh (23, 1)
by = np.zeros((vocab_size, 1))  #: by (16, 1)


def lossFun(inputs, targets, hprev):
    xs, hs, ys, ps = {}, {}, {}, {}
    hs[-1] = np.copy(hprev)  #: hs[-1] (23, 1)
    loss = 0
    for t in range(len(inputs)):
        xs[t] = np.zeros((vocab_size, 1))  #: xs[0] (16, 1); xs[1] (16, 1); xs[2] (16, 1); xs[3] (16, 1); xs[4] (16, 1); xs[5] (16, 1); xs[6] (16, 1); xs[t] (16, 1) is never
        xs[t][inputs[t]] = 1
        hs[t] = np.tanh(np.dot(Wxh, xs[t]) + np.dot(Whh, hs[t - 1]) + bh)  #: hs[0] (23, 1); hs[1] (23, 1); hs[2] (23, 1); hs[3] (23, 1); hs[4] (23, 1); hs[5] (23, 1); hs[6] (23, 1); hs[t] (23, 1) is never
        ys[t] = np.dot(Why, hs[t]) + by  #: ys[0] (16, 1); ys[1] (16, 1); ys[2] (16, 1); ys[3] (16, 1); ys[4] (16, 1); ys[5] (16, 1); ys[6] (16, 1); ys[t] (16, 1) is never
        ps[t] = np.exp(ys[t]) / np.sum(np.exp(ys[t]))  #: ps[0] (16, 1); ps[1] (16, 1); ps[2] (16, 1); ps[3] (16, 1); ps[4] (16, 1); ps[5] (16, 1); ps[6] (16, 1); ps[t] (16, 1) is never
        loss += -np.log(ps[t][targets[t], 0])  #: loss ()
    dWxh, dWhh, dWhy = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(Why)  #: dWhh (23, 23); dWhy (16, 23); dWxh (23, 16)
    dbh, dby = np.zeros_like(bh), np.zeros_like(by)  #: dbh (23, 1); dby (16, 1)
    dhnext = np.zeros_like(hs[0])  #: dhnext (23, 1)
    for t in reversed(range(len(inputs))):
        dy = np.copy(ps[t])  #: dy (16, 1)
        dy[targets[t]] -= 1
        dWhy += np.dot(dy, hs[t].T)  #: dWhy (16, 23)
        dby += dy  #: dby (16, 1)
        dh = np.dot(Why.T, dy) + dhnext  #: dh (23, 1)
        dhraw = (1 - hs[t] * hs[t]) * dh  #: dhraw (23, 1)
        dbh += dhraw  #: dbh (23, 1)
        dWxh += np.dot(dhraw, xs[t].T)  #: dWxh (23, 16)
        dWhh += np.dot(dhraw, hs[t - 1].T)  #: dWhh (23, 23)
        dhnext = np.dot(Whh.T, dhraw)  #: dhnext (23, 1)
    for dparam in [dWxh, dWhh, dWhy, dbh, dby]:  #: dparam (23, 16) | (23, 23) | (16, 23) | (23, 1) | (16, 1)
        np.clip(dparam, -5, 5, out=dparam)
    return loss, dWxh, dWhh, dWhy, dbh, dby, hs[len(inputs) - 1]


def sample(h, seed_ix, n):
    x = np.zeros((vocab_size, 1))  #: x (16, 1)
    x[seed_ix] = 1
    ixes = []
    for t in range(n):
        h = np.tanh(np.dot(Wxh, x) + np.dot(Whh, h) + bh)  #: h (23, 1)
        y = np.dot(Why, h) + by  #: y (16, 1)
        p = np.exp(y) / np.sum(np.exp(y))  #: p (16, 1)
        ix = np.random.choice(range(vocab_size), p=p.ravel())  #: ix ()
        x = np.zeros((vocab_size, 1))  #: x (16, 1)
        x[ix] = 1
        ixes.append(ix)
    return ixes


n, p = 0, 0
mWxh, mWhh, mWhy = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(Why)  #: mWhh (23, 23); mWhy (16, 23); mWxh (23, 16)
mbh, mby = np.zeros_like(bh), np.zeros_like(by)  #: mbh (23, 1); mby (16, 1)
smooth_loss = -np.log(1.0 / vocab_size) * seq_length  #: smooth_loss unseen is ()
while n < 12:
    if p + seq_length + 1 >= len(data) or n == 0:
        hprev = np.zeros((hidden_size, 1))  #: hprev (23, 1)
        p = 0
    inputs = [char_to_ix[ch] for ch in data[p : p + seq_length]]
    targets = [char_to_ix[ch] for ch in data[p + 1 : p + seq_length + 1]]
    loss, dWxh, dWhh, dWhy, dbh, dby, hprev = lossFun(inputs, targets, hprev)  #: dWhh (23, 23); dWhy (16, 23); dWxh (23, 16); dbh (23, 1); dby (16, 1); hprev (23, 1); loss ()
    smooth_loss = smooth_loss * 0.999 + loss * 0.001  #: smooth_loss ()
    for param, dparam, mem in zip(  #: dparam (23, 16) | (23, 23) | (16, 23) | (23, 1) | (16, 1); mem (23, 16) | (23, 23) | (16, 23) | (23, 1) | (16, 1); param (23, 16) | (23, 23) | (16, 23) | (23, 1) | (16, 1)
        [Wxh, Whh, Why, bh, by], [dWxh, dWhh, dWhy, dbh, dby], [mWxh, mWhh, mWhy, mbh, mby]
    ):
        mem += dparam * dparam  #: mem (23, 16) | (23, 23) | (16, 23) | (23, 1) | (16, 1)
        param += -learning_rate * dparam / np.sqrt(mem + 1e-8)  #: param (23, 16) | (23, 23) | (16, 23) | (23, 1) | (16, 1)
    p += seq_length
    n += 1
sample_ix = sample(hprev, inputs[0], 11)
print(len("".join(ix_to_char[ix] for ix in sample_ix)), hprev.shape)  #: ix ()
