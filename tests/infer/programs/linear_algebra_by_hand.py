# Gram-Schmidt, Gauss, LU, power iteration, Householder and conjugate gradients by hand.
import numpy as np


def gram_schmidt(A):
    Q = np.zeros(A.shape)  #: Q (7, 5)
    for j in range(A.shape[1]):
        v = A[:, j].copy()  #: v (7,)
        for i in range(j):
            v -= (Q[:, i] @ A[:, j]) * Q[:, i]  #: v (7,)
        Q[:, j] = v / np.linalg.norm(v)
    return Q


def gauss_solve(A, b):
    n = len(b)
    M = np.hstack([A.astype(float), b.reshape(-1, 1)])  #: M (5, 6)
    for k in range(n):
        p = k + np.abs(M[k:, k]).argmax()  #: p ()
        M[[k, p]] = M[[p, k]]
        for i in range(k + 1, n):
            M[i] -= M[k] * (M[i, k] / M[k, k])
    x = np.zeros(n)  #: x (5,)
    for i in reversed(range(n)):
        x[i] = (M[i, -1] - M[i, i + 1 : n] @ x[i + 1 :]) / M[i, i]
    return x


def lu(A):
    n = A.shape[0]
    L, U = np.eye(n), A.copy()  #: L (5, 5); U (5, 5)
    for i in range(n):
        factors = U[i + 1 :, i] / U[i, i]  #: factors (4,) | (3,) | (2,) | (1,) | (0,)
        L[i + 1 :, i] = factors
        U[i + 1 :] -= factors[:, np.newaxis] * U[i]
    return L, U


def power_iteration(A, n=50):
    b = np.random.rand(A.shape[1])  #: b (5,)
    for _ in range(n):
        b1 = np.dot(A, b)  #: b1 (5,)
        b = b1 / np.linalg.norm(b1)  #: b (5,)
    return b @ A @ b / (b @ b), b


def householder(A):
    m, n = A.shape
    R, Q = A.copy(), np.eye(m)  #: Q (7, 7); R (7, 5)
    for k in range(min(m - 1, n)):
        x = R[k:, k]  #: x (7,) | (6,) | (5,) | (4,) | (3,)
        e = np.zeros_like(x)  #: e (7,) | (6,) | (5,) | (4,) | (3,)
        e[0] = np.copysign(np.linalg.norm(x), x[0])
        u = x + e  #: u (7,) | (6,) | (5,) | (4,) | (3,)
        v = (u / np.linalg.norm(u)).reshape(-1, 1)  #: v (7, 1) | (6, 1) | (5, 1) | (4, 1) | (3, 1)
        H = np.eye(m)  #: H (7, 7)
        H[k:, k:] -= 2.0 * v @ v.T
        R = H @ R  #: R (7, 5)
        Q = Q @ H.T  #: Q (7, 7)
    return Q, R


def conjugate_gradient(A, b):
    x = np.zeros_like(b)  #: x (5,)
    r = b - A @ x  #: r (5,)
    p, rs = r, r @ r  #: p (5,); rs ()
    for _ in range(len(b)):
        Ap = A @ p  #: Ap (5,)
        a = rs / (p @ Ap)  #: a ()
        x = x + a * p  #: x (5,)
        r = r - a * Ap  #: r (5,)
        new = r @ r  #: new ()
        if new < 1e-12:
            break
        p, rs = r + new / rs * p, new  #: p (5,); rs ()
    return x


np.random.seed(0)
A = np.random.randn(7, 5)  #: A (7, 5)
Q = gram_schmidt(A)  #: Q (7, 5)
assert np.allclose(Q.T @ Q, np.eye(5))
S = A.T @ A  #: S (5, 5)
b = np.arange(1.0, 6.0)  #: b (5,)
x1, x2 = gauss_solve(S, b), conjugate_gradient(S, b)  #: x1 (5,); x2 (5,)
L, U = lu(S)  #: L (5, 5); U (5, 5)
lam, vec = power_iteration(S)  #: lam (); vec (5,)
Qh, Rh = householder(A)  #: Qh (7, 7); Rh (7, 5)
deflated = S - lam * np.outer(vec, vec)  #: deflated (5, 5)
second, _ = power_iteration(deflated)  #: _ (5,); second ()
proj = A @ np.linalg.inv(A.T @ A) @ A.T  #: proj (7, 7)
rotation = np.array([[np.cos(0.3), -np.sin(0.3)], [np.sin(0.3), np.cos(0.3)]])  #: rotation (2, 2)
points = np.array([[0, 0], [1, 0], [1, 1]]).T  #: points (2, 3)
turned = rotation @ points + np.array([[1], [2]])  #: turned (2, 3)
block = np.block([[S, A.T], [A, np.zeros((7, 7))]])  #: block (12, 12)
kron = np.kron(np.eye(2), S)  #: kron (10, 10)
print(np.allclose(L @ U, S), np.allclose(Qh @ Rh, A), turned.shape, block.shape, kron.shape, lam > second)
