"""Reverse-mode by closures: each op gives its value and a pullback."""
import numpy as np
from functools import reduce


def affine(W, b):
    def forward(x):
        def pullback(g):
            return W.T @ g, g @ x.T, g.sum(axis=1, keepdims=True)

        return W @ x + b, pullback

    return forward


def pointwise(f, df):
    return lambda x: (f(x), lambda g: g * df(x))


relu = pointwise(lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0)
tanh = pointwise(np.tanh, lambda z: 1 - np.tanh(z) ** 2)

rng = np.random.default_rng(0)
sizes = [7, 11, 5, 3]
weights = [rng.standard_normal((o, i)) for i, o in zip(sizes, sizes[1:])]
biases = [np.zeros((o, 1)) for o in sizes[1:]]
x = rng.standard_normal((7, 13))  #: x (7, 13)
target = rng.standard_normal((3, 13))  #: target (3, 13)


def run(x):
    tape = []
    out = x  #: out (7, 13)
    for k, (W, b) in enumerate(zip(weights, biases)):  #: W (11, 7) | (5, 11) | (3, 5); b (11, 1) | (5, 1) | (3, 1)
        z, back_affine = affine(W, b)(out)  #: z (11, 13) | (5, 13) | (3, 13)
        act = tanh if k % 2 else relu
        out, back_act = act(z)  #: out (11, 13) | (5, 13) | (3, 13)
        tape.append((back_affine, back_act))
    return out, tape


out, tape = run(x)  #: out (3, 13)
g = 2 * (out - target) / target.size  #: g (3, 13)
gradients = []
for back_affine, back_act in reversed(tape):
    gz = back_act(g)  #: gz (3, 13) | (5, 13) | (11, 13)
    g, gW, gb = back_affine(gz)  #: g (5, 13) | (11, 13) | (7, 13); gW (3, 5) | (5, 11) | (11, 7); gb (3, 1) | (5, 1) | (11, 1)
    gradients.insert(0, (gW, gb))

for (W, b), (gW, gb) in zip(zip(weights, biases), gradients):  #: W (11, 7) | (5, 11) | (3, 5); b (11, 1) | (5, 1) | (3, 1); gW (11, 7) | (5, 11) | (3, 5); gb (11, 1) | (5, 1) | (3, 1)
    W -= 0.1 * gW  #: W (11, 7) | (5, 11) | (3, 5)
    b -= 0.1 * gb  #: b (11, 1) | (5, 1) | (3, 1)

compose = lambda *fs: reduce(lambda f, g: lambda v: g(f(v)), fs)
normalise = compose(lambda v: v - v.mean(axis=0), lambda v: v / (v.std(axis=0) + 1e-8))
scaled = normalise(x.T)  #: scaled (13, 7)
by_norm = sorted(weights, key=lambda w: float(np.linalg.norm(w)))
smallest = by_norm[0]  #: smallest (_, _) is (3, 5)
norms = list(map(np.linalg.norm, weights))


def make_counter():
    total = np.zeros(sizes[-1])  #: total (3,)

    def add(column):
        nonlocal total
        total = total + column  #: total (3,)
        return total

    return add


add = make_counter()
for j in range(out.shape[1]):
    running = add(out[:, j])  #: running (3,)
print(scaled.shape, smallest.ndim, len(norms), running.shape)
