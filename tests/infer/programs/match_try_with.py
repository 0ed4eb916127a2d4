# control flow: match, try/except/else/finally, with, while/else, conditional expressions.
import sys
import numpy as np


def activation(name, z):
    match name:
        case "relu":
            out = np.maximum(z, 0)  #: out (3, 7)
        case "sigmoid" | "logistic":
            out = 1 / (1 + np.exp(-z))  #: out (3, 7)
        case "softmax":
            e = np.exp(z - z.max(axis=-1, keepdims=True))  #: e (3, 7)
            out = e / e.sum(axis=-1, keepdims=True)  #: out (3, 7)
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
        x = np.linalg.solve(A, b)  #: x (3, 1) | (5,) is (3, 1)
    except np.linalg.LinAlgError:
        x, *_ = np.linalg.lstsq(A, b, rcond=None)  #: x (3, 1) | (5,) is (5,)
    else:
        residual = A @ x - b  #: residual (3, 1) | (5,) is (3, 1)
        if np.abs(residual).max() > 1e-6:
            raise RuntimeError("bad solution")
    finally:
        solve.calls = getattr(solve, "calls", 0) + 1
    return x


class Timer:
    def __enter__(self):
        self.steps = np.zeros(3)  #: self.steps (3,)
        return self

    def __exit__(self, *exc):
        return False


A = np.array([[4.0, 1, 0], [1, 3, 1], [0, 1, 2]])  #: A (3, 3)
b = np.array([[1.0], [2.0], [3.0]])  #: b (3, 1)
x = solve(A, b)  #: x (3, 1)
singular = np.ones((5, 5))  #: singular (5, 5)
y = solve(singular, np.arange(5.0))  #: y (5,)

with Timer() as timer, np.errstate(divide="ignore"):
    logs = np.log(np.zeros((2, 7)))  #: logs (2, 7)
    timer.steps[0] = 1.0
    steps = timer.steps  #: steps (3,)

v = np.ones(3)  #: v (3,)
n = 0
while n < 50:
    w = A @ v  #: w (3,)
    w = w / np.linalg.norm(w)  #: w (3,)
    if np.allclose(v, w):
        break
    v = w  #: v (3,)
    n += 1
else:
    w = v  #: w (3,) is never
eigenvalue = v @ A @ v  #: eigenvalue ()

z = np.linspace(-1, 1, 21).reshape(3, 7)  #: z (3, 7)
outputs = {name: activation(name, z) for name in ("relu", "sigmoid", "softmax")}
try:
    activation("swish", z)
except ValueError as error:
    message = str(error)
chosen = outputs["softmax"] if len(sys.argv) < 9 else outputs["relu"].T  #: chosen (_, _) is (3, 7)
assert chosen.shape == (3, 7), message
print(describe(x), describe(y), describe(z), round(float(eigenvalue), 3))
