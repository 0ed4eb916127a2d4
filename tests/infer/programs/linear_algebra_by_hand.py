import numpy as np


def gram_schmidt(A):
    Q = np.zeros(A.shape)
    for j in range(A.shape[1]):
        v = A[:, j].copy()
        for i in range(j):
            v -= (Q[:, i] @ A[:, j]) * Q[:, i]
        Q[:, j] = v / np.linalg.norm(v)
    return Q


def gauss_solve(A, b):
    n = len(b)
    M = np.hstack([A.astype(float), b.reshape(-1, 1)])
    for k in range(n):
        p = k + np.abs(M[k:, k]).argmax()
        M[[k, p]] = M[[p, k]]
        for i in range(k + 1, n):
            M[i] -= M[k] * (M[i, k] / M[k, k])
    x = np.zeros(n)
    for i in reversed(range(n)):
        x[i] = (M[i, -1] - M[i, i + 1 : n] @ x[i + 1 :]) / M[i, i]
    return x


def lu(A):
    n = A.shape[0]
    L, U = np.eye(n), A.copy()
    for i in range(n):
        factors = U[i + 1 :, i] / U[i, i]
        L[i + 1 :, i] = factors
        U[i + 1 :] -= factors[:, np.newaxis] * U[i]
    return L, U


def power_iteration(A, n=50):
    b = np.random.rand(A.shape[1])
    for _ in range(n):
        b1 = np.dot(A, b)
        b = b1 / np.linalg.norm(b1)
    return b @ A @ b / (b @ b), b


def householder(A):
    m, n = A.shape
    R, Q = A.copy(), np.eye(m)
    for k in range(min(m - 1, n)):
        x = R[k:, k]
        e = np.zeros_like(x)
        e[0] = np.copysign(np.linalg.norm(x), x[0])
        u = x + e
        v = (u / np.linalg.norm(u)).reshape(-1, 1)
        H = np.eye(m)
        H[k:, k:] -= 2.0 * v @ v.T
        R = H @ R
        Q = Q @ H.T
    return Q, R


def conjugate_gradient(A, b):
    x = np.zeros_like(b)
    r = b - A @ x
    p, rs = r, r @ r
    for _ in range(len(b)):
        Ap = A @ p
        a = rs / (p @ Ap)
        x = x + a * p
        r = r - a * Ap
        new = r @ r
        if new < 1e-12:
            break
        p, rs = r + new / rs * p, new
    return x


np.random.seed(0)
A = np.random.randn(7, 5)
Q = gram_schmidt(A)
assert np.allclose(Q.T @ Q, np.eye(5))
S = A.T @ A
b = np.arange(1.0, 6.0)
x1, x2 = gauss_solve(S, b), conjugate_gradient(S, b)
L, U = lu(S)
lam, vec = power_iteration(S)
Qh, Rh = householder(A)
deflated = S - lam * np.outer(vec, vec)
second, _ = power_iteration(deflated)
proj = A @ np.linalg.inv(A.T @ A) @ A.T
rotation = np.array([[np.cos(0.3), -np.sin(0.3)], [np.sin(0.3), np.cos(0.3)]])
points = np.array([[0, 0], [1, 0], [1, 1]]).T
turned = rotation @ points + np.array([[1], [2]])
block = np.block([[S, A.T], [A, np.zeros((7, 7))]])
kron = np.kron(np.eye(2), S)
print(np.allclose(L @ U, S), np.allclose(Qh @ Rh, A), turned.shape, block.shape, kron.shape, lam > second)
