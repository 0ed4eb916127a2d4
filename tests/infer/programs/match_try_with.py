# control flow: match, try/except/else/finally, with, while/else, conditional expressions
import sys
import numpy as np


def activation(name, z):
    match name:
        case "relu":
            out = np.maximum(z, 0)
        case "sigmoid" | "logistic":
            out = 1 / (1 + np.exp(-z))
        case "softmax":
            e = np.exp(z - z.max(axis=-1, keepdims=True))
            out = e / e.sum(axis=-1, keepdims=True)
        case _:
            raise ValueError(f"unknown activation {name!r}")
    return out


def describe(a):
    match a.shape:
        case (n,):
            return f"vector of {n}"
        case (n, 1):
            return f"column of {n}"
        case (n, m):
            return f"matrix {n} by {m}"
        case _:
            return "array"


def solve(A, b):
    try:
        x = np.linalg.solve(A, b)
    except np.linalg.LinAlgError:
        x, *_ = np.linalg.lstsq(A, b, rcond=None)
    else:
        residual = A @ x - b
        if np.abs(residual).max() > 1e-6:
            raise RuntimeError("bad solution")
    finally:
        solve.calls = getattr(solve, "calls", 0) + 1
    return x


class Timer:
    def __enter__(self):
        self.steps = np.zeros(3)
        return self

    def __exit__(self, *exc):
        return False


A = np.array([[4.0, 1, 0], [1, 3, 1], [0, 1, 2]])
b = np.array([[1.0], [2.0], [3.0]])
x = solve(A, b)
singular = np.ones((5, 5))
y = solve(singular, np.arange(5.0))

with Timer() as timer, np.errstate(divide="ignore"):
    logs = np.log(np.zeros((2, 7)))
    timer.steps[0] = 1.0
    steps = timer.steps

v = np.ones(3)
n = 0
while n < 50:
    w = A @ v
    w = w / np.linalg.norm(w)
    if np.allclose(v, w):
        break
    v = w
    n += 1
else:
    w = v
eigenvalue = v @ A @ v

z = np.linspace(-1, 1, 21).reshape(3, 7)
outputs = {name: activation(name, z) for name in ("relu", "sigmoid", "softmax")}
try:
    activation("swish", z)
except ValueError as error:
    message = str(error)
chosen = outputs["softmax"] if len(sys.argv) < 9 else outputs["relu"].T
assert chosen.shape == (3, 7), message
print(describe(x), describe(y), describe(z), round(float(eigenvalue), 3))
