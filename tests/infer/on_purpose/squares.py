"""Functions with square matrices on purpose: chains, filters, rotations, kernels, graphs, recurrent layers."""

import numpy as np


def decay(x, F):
    return x - F @ x


def decay_dot(x, F):
    return x + 0.1 * np.dot(F, x)


def markov_step(p, T):
    q = p @ T
    return np.abs(q - p).sum()


def markov(p, T, steps):
    for _ in range(steps):
        p = p @ T
    return p


def page_rank(A, d=0.85):
    n = A.shape[0]
    r = np.ones(n) / n
    M = A / A.sum(axis=0)
    for _ in range(50):
        r = (1 - d) / n + d * M @ r
    return r


def page_rank_columns(A, d=0.85):
    n = A.shape[0]
    r = np.ones((n, 1)) / n
    M = A / A.sum(axis=0, keepdims=True)
    for _ in range(50):
        r_new = (1 - d) / n + d * M @ r
        if np.linalg.norm(r_new - r) < 1e-6:
            break
        r = r_new
    return r


def laplacian(A):
    D = np.diag(A.sum(axis=1))
    return D - A


def normalised_adjacency(A):
    A_hat = A + np.eye(A.shape[0])
    d = A_hat.sum(axis=1)
    D = np.diag(d**-0.5)
    return D @ A_hat @ D


def gcn(A, H, W):
    A_hat = A + np.eye(A.shape[0])
    D = np.diag(1 / A_hat.sum(axis=1))
    return np.maximum(0, D @ A_hat @ H @ W)


def two_hops(A):
    return ((A @ A) > 0) & (A == 0)


def paths(A, k):
    R = np.eye(len(A))
    for _ in range(k):
        R = R @ A
    return R


def triangles(A):
    return np.trace(A @ A @ A) / 6


def rotate(points, R):
    return points @ R.T - points


def rotate_about(points, R, centre):
    return (points - centre) @ R.T + centre


def whiten(X):
    X = X - X.mean(axis=0)
    C = X.T @ X / len(X)
    w, V = np.linalg.eigh(C)
    return X @ V @ np.diag(w**-0.5) @ V.T


def hopfield(W, s):
    for _ in range(10):
        s = np.sign(W @ s)
    return s


def energy(W, s):
    return -0.5 * s @ W @ s


def energy_many(W, S):
    return -0.5 * np.sum(S @ W * S, axis=1)


def jacobi(A, b, x, steps):
    D = np.diag(A)
    R = A - np.diag(D)
    for _ in range(steps):
        x = (b - R @ x) / D
    return x


def gauss_seidel(A, b, steps):
    n = len(b)
    x = np.zeros(n)
    for _ in range(steps):
        for i in range(n):
            x[i] = (b[i] - A[i, :i] @ x[:i] - A[i, i + 1 :] @ x[i + 1 :]) / A[i, i]
    return x


def conjugate_gradient(A, b, x):
    r = b - A @ x
    p = r
    rs = r.T @ r
    for _ in range(20):
        Ap = A @ p
        alpha = rs / (p.T @ Ap)
        x = x + alpha * p
        r = r - alpha * Ap
        new = r.T @ r
        p = r + new / rs * p
        rs = new
    return x


def power_method(A, v):
    for _ in range(100):
        w = np.dot(A, v)
        v = w / np.linalg.norm(w)
    return v, v.T @ A @ v


def matrix_exponential(A, terms=10):
    result = np.eye(A.shape[0])
    term = np.eye(A.shape[0])
    for k in range(1, terms):
        term = term @ A / k
        result = result + term
    return result


def newton_schulz(A, X):
    return X @ (2 * np.eye(len(A)) - A @ X)


def commutator(A, B):
    return A @ B - B @ A


def lyapunov(A, P, Q):
    return A.T @ P + P @ A + Q


def riccati(A, B, Q, R, P):
    K = np.linalg.inv(R + B.T @ P @ B) @ B.T @ P @ A
    return Q + A.T @ P @ A - A.T @ P @ B @ K


def controllable(A, B):
    n = A.shape[0]
    return np.hstack([np.linalg.matrix_power(A, i) @ B for i in range(n)])


def simulate(A, B, x, us):
    xs = []
    for u in us:
        x = A @ x + B @ u
        xs.append(x)
    return np.array(xs)


def similarity(S, A):
    return np.linalg.inv(S) @ A @ S


def density(rho, H, dt):
    return rho - 1j * dt * (H @ rho - rho @ H)


def symmetrise(A):
    return (A + A.T) / 2


def antisym(A):
    return 0.5 * (A - A.T)


def householder(A, v):
    return A - 2 * np.outer(v, v) @ A


def self_attention(X, W):
    scores = X @ W @ X.T
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True) @ X


def residual_block(x, W):
    return x + np.maximum(0, x @ W)


def residual_block2(x, W1, W2):
    return x + np.maximum(0, x @ W1) @ W2


def highway(x, W, T):
    g = 1 / (1 + np.exp(-x @ T))
    return g * np.tanh(x @ W) + (1 - g) * x


def gru(x, h, W, U, V):
    z = 1 / (1 + np.exp(-(W @ x + U @ h)))
    return z * h + (1 - z) * np.tanh(V @ (z * h))


def elman(xs, W, U, b):
    h = np.zeros((U.shape[0], 1))
    for x in xs:
        h = np.tanh(W @ x + U @ h + b)
    return h


def graph_step(A, X):
    D = np.diag(A.sum(axis=0))
    return np.linalg.inv(D) @ A @ X


def graph_step_balanced(A, X):
    d = A.sum(1) ** -0.5
    return d[:, None] * A * d @ X


def rank_step(A, v):
    d = A.sum(axis=1)
    return A @ np.diag(1 / d) @ v


def likeliest_step(A, b, p):
    K = A.shape[0]
    T = np.empty((K, 2))
    T[:, 0] = p
    T[:, 1] = np.max(T[:, 0] * A.T * b[:, None], 1)
    return T


def chain_flux(P):
    pi = P.mean(axis=0)
    return np.diag(pi) @ P


def leontief(A):
    return np.linalg.inv(np.eye(A.shape[1]) - A) @ A


def leontief_damped(A):
    return np.linalg.inv(np.eye(A.shape[1]) - 0.5 * A) @ A


def absorbing(Q, R):
    n = Q.shape[1]
    N = np.linalg.inv(np.identity(n) - Q)
    return N @ R, N @ Q


def shifted(A):
    S = np.linalg.inv(A + np.diag(np.ones(A.shape[0])))
    return np.ones((3, A.shape[1])) @ A, S


def scaled_by_rows(A):
    S = np.linalg.inv(np.ones((A.shape[1], 1)) * A)
    return np.ones((3, A.shape[1])) @ A, S


def lags(A, u, first=None):
    count, rows, columns = A.shape
    n = u.shape[0]
    if rows != columns:
        print("only square matrices were tried")
    if u.shape[1] != rows:
        raise ValueError("u needs a column for each row")
    if first is None:
        made = np.zeros((n + count, rows))
        start = count
    else:
        start = max(count, first.shape[0])
        made = np.zeros((n + start, rows))
        made[start - first.shape[0] : start] = first
    made[start:] = u
    for i in range(start, start + n):
        for lag in range(1, count):
            made[i] += np.dot(made[i - lag, :], -A[lag])
    return made


def adjacency(edges, n):
    A = np.zeros((n, n))
    for i, j in edges:
        A[i, j] = A[j, i] = 1
    return A / A.sum(axis=1)


def normalised(A):
    assert A.shape[0] == A.shape[1]
    s = 1 / np.sqrt(np.sum(A, axis=1))
    return (A * s).T * s


def by_scale(X):
    S = np.cov(X, rowvar=False)
    return X @ (S / np.sum(np.abs(S), axis=1))


def shares(table):
    total = table.sum(axis=1)
    return table.div(total, axis=0), table / total


def centred_distances(D):
    n = D.shape[0]
    J = np.eye(n) - np.ones((n, n)) / n
    B = -0.5 * J @ D**2 @ J
    row = D.mean(axis=0)
    column = D.mean(axis=1)[:, None]
    return B, D - row - column + D.mean()
