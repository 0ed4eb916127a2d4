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
x = rng.standard_normal((7, 13))
target = rng.standard_normal((3, 13))


def run(x):
    tape = []
    out = x
    for k, (W, b) in enumerate(zip(weights, biases)):
        z, back_affine = affine(W, b)(out)
        act = tanh if k % 2 else relu
        out, back_act = act(z)
        tape.append((back_affine, back_act))
    return out, tape


out, tape = run(x)
g = 2 * (out - target) / target.size
gradients = []
for back_affine, back_act in reversed(tape):
    gz = back_act(g)
    g, gW, gb = back_affine(gz)
    gradients.insert(0, (gW, gb))

for (W, b), (gW, gb) in zip(zip(weights, biases), gradients):
    W -= 0.1 * gW
    b -= 0.1 * gb

compose = lambda *fs: reduce(lambda f, g: lambda v: g(f(v)), fs)
normalise = compose(lambda v: v - v.mean(axis=0), lambda v: v / (v.std(axis=0) + 1e-8))
scaled = normalise(x.T)
by_norm = sorted(weights, key=lambda w: float(np.linalg.norm(w)))
smallest = by_norm[0]
norms = list(map(np.linalg.norm, weights))


def make_counter():
    total = np.zeros(sizes[-1])

    def add(column):
        nonlocal total
        total = total + column
        return total

    return add


add = make_counter()
for j in range(out.shape[1]):
    running = add(out[:, j])
print(scaled.shape, smallest.ndim, len(norms), running.shape)
